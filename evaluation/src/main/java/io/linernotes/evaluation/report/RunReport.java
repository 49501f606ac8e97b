package io.linernotes.evaluation.report;

import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.evaluation.cost.CallCosts;
import io.linernotes.evaluation.score.ScoreSummary;
import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The facts of a run. {@link HtmlReport} makes a page of them.
 *
 * @param speechModel null when nothing was recognised
 * @param notesEngine who wrote the notes, for people: "offline" or the name of a language model
 * @param inventory every recording of the run in exactly one of them
 * @param audioMs decoded audio of all recordings
 * @param stages in the order of the run
 * @param episodes in the order of the inventory
 * @param scores empty without gold
 * @param costsByTask the same calls as in {@code costs}
 * @param priceList which prices the costs rest on, for people
 */
public record RunReport(
        String runId,
        Instant started,
        Instant ended,
        @Nullable ModelIdentity speechModel,
        String notesEngine,
        List<StateCount> inventory,
        long audioMs,
        List<StageTime> stages,
        List<EpisodeFacts> episodes,
        List<ScoreSummary> scores,
        List<FailureFacts> failures,
        CallCosts costs,
        Map<String, CallCosts> costsByTask,
        String priceList,
        List<Fact> versions,
        List<Fact> settings)
        implements Serializable {
    public RunReport {
        inventory = List.copyOf(inventory);
        stages = List.copyOf(stages);
        episodes = List.copyOf(episodes);
        scores = List.copyOf(scores);
        failures = List.copyOf(failures);
        costsByTask = Map.copyOf(costsByTask);
        versions = List.copyOf(versions);
        settings = List.copyOf(settings);
    }

    /** Recordings with this outcome. */
    public long count(Outcome outcome) {
        return inventory.stream()
                .filter(state -> state.outcome() == outcome)
                .mapToLong(StateCount::count)
                .sum();
    }

    /** All recordings of the inventory. */
    public long count() {
        return inventory.stream().mapToLong(StateCount::count).sum();
    }
}
