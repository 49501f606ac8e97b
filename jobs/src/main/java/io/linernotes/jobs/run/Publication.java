package io.linernotes.jobs.run;

import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.table.ChapterRow;
import io.linernotes.jobs.table.RunTable;
import java.io.PrintStream;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.package$;

/** What a run shows beside its tables: {@code run.json} for machines, the report and the screen for people. */
final class Publication {
    private final RunFacts facts;
    private final Map<String, Long> chaptersByRecording;
    private final ExitCode exitCode;

    /** Reads what it needs at once: the tables move when the run is published. */
    Publication(RunFacts facts, RunTables tables, double maxFailedShare) {
        this.facts = facts;
        this.chaptersByRecording = tables.rows(RunTable.CHAPTERS, ChapterRow.class).stream()
                .collect(Collectors.groupingBy(ChapterRow::recordingId, Collectors.counting()));
        this.exitCode = Verdict.of(facts, maxFailedShare);
    }

    ExitCode exitCode() {
        return exitCode;
    }

    /** Files that belong into the run's folder, by name. */
    Map<String, byte[]> files() {
        return Map.of("run.json", summary().toJson());
    }

    /** Tells a person what was made. */
    void print(PrintStream out, Path folder) {
        new ConsoleSummary(out, facts).print(folder, chaptersByRecording);
    }

    private RunSummary summary() {
        Map<String, Long> states = facts.states().entrySet().stream()
                .collect(
                        Collectors.toMap(state -> state.getKey().name(), Map.Entry::getValue, Long::sum, TreeMap::new));
        RunIdentity identity = facts.identity();
        return new RunSummary(
                1,
                facts.run().value(),
                exitCode.name(),
                exitCode.number(),
                facts.started().toString(),
                facts.ended().toString(),
                new RunSummary.Versions(
                        identity.appVersion(),
                        package$.MODULE$.SPARK_VERSION(),
                        Runtime.version().toString(),
                        facts.priceList()),
                identity.speechModel(),
                identity.engine() == null ? null : identity.engine().toString(),
                facts.episodes().size(),
                facts.finishedEarlier(),
                states,
                facts.codes(),
                facts.audioMs(),
                facts.speechMs(),
                facts.coverage(),
                facts.speed(),
                facts.llmTotals(),
                facts.rows(),
                facts.scoreSummaries());
    }
}
