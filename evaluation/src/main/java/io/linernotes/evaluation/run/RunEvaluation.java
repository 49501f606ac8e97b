package io.linernotes.evaluation.run;

import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.evaluation.cost.CallSum;
import io.linernotes.evaluation.cost.Money;
import io.linernotes.evaluation.cost.PricedCall;
import io.linernotes.evaluation.score.Score;
import io.linernotes.evaluation.score.ScoreSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A published run held against gold.
 *
 * @param run its id
 * @param folder where it lies
 * @param started and {@code ended}: null when its summary does not say
 * @param speechModel null when nothing was recognised
 * @param engine who wrote the notes: {@code offline}, {@code llm} or {@code none}
 * @param appVersion of the application that made it
 * @param audioMs of all its recordings; of imported transcripts, their length
 * @param states recordings of the run by state
 * @param items those with gold
 * @param goldItems items of the gold, found in the run or not
 * @param calls all of the run, whether or not their recordings have gold
 * @param failures all of the run
 * @param budget what it was allowed to spend on language models; null when there was no cap, or none is known
 * @param judging null when no judge was asked
 */
public record RunEvaluation(
        String run,
        String folder,
        @Nullable Instant started,
        @Nullable Instant ended,
        @Nullable ModelIdentity speechModel,
        String engine,
        String appVersion,
        long audioMs,
        Map<String, Long> states,
        List<ItemEvaluation> items,
        int goldItems,
        List<PricedCall> calls,
        List<FailedRecording> failures,
        @Nullable Money budget,
        @Nullable Judging judging) {
    public RunEvaluation {
        states = Map.copyOf(states);
        items = List.copyOf(items);
        calls = List.copyOf(calls);
        failures = List.copyOf(failures);
    }

    /** The same, with what a judge says of its items. */
    public RunEvaluation judged(List<ItemEvaluation> judged, Judging by) {
        return new RunEvaluation(
                run,
                folder,
                started,
                ended,
                speechModel,
                engine,
                appVersion,
                audioMs,
                states,
                judged,
                goldItems,
                calls,
                failures,
                budget,
                by);
    }

    /** Every score with the name of its item. */
    public List<KeyedScore> scores() {
        return items.stream()
                .flatMap(item -> item.scores().stream().map(score -> new KeyedScore(item.key(), score)))
                .toList();
    }

    /** Over all sets. */
    public List<ScoreSummary> summaries() {
        return ScoreSummary.of(scores().stream().map(KeyedScore::score).toList());
    }

    /** Over one set. */
    public List<ScoreSummary> summaries(String set) {
        List<Score> scores = items.stream()
                .filter(item -> item.set().equals(set))
                .flatMap(item -> item.scores().stream())
                .toList();
        return ScoreSummary.of(scores);
    }

    /** Names of the gold sets that the run touches. */
    public List<String> sets() {
        return items.stream().map(ItemEvaluation::set).distinct().sorted().toList();
    }

    /** Wall-clock seconds of the run; null when not known. */
    public @Nullable Double machineSeconds() {
        return started == null || ended == null
                ? null
                : Duration.between(started, ended).toMillis() / 1000.0;
    }

    public CallSum costs() {
        return CallSum.of(calls);
    }
}
