package io.linernotes.jobs.run;

import io.linernotes.evaluation.cost.CallCosts;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.report.Fact;
import io.linernotes.evaluation.report.HtmlReport;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.config.Settings;
import io.linernotes.jobs.service.ExitCode;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.hadoop.fs.Path;
import org.apache.spark.package$;

/** What a run shows beside its tables: {@code run.json} for machines, the report and the screen for people. */
final class Publication {
    private final RunFacts facts;
    private final LinernotesConfig config;
    private final PriceList prices;
    private final ReportFacts report;
    private final ExitCode exitCode;

    /** Reads what it needs at once: the tables move when the run is published. */
    Publication(
            RunFacts facts, RunTables tables, Map<String, GoldItem> gold, PriceList prices, LinernotesConfig config) {
        this.facts = facts;
        this.config = config;
        this.prices = prices;
        this.report = new ReportFacts(facts, tables, gold, prices);
        this.exitCode = Verdict.of(facts, config.quality().maxFailedShare());
    }

    ExitCode exitCode() {
        return exitCode;
    }

    /** Files that belong into the run's folder, by name. */
    Map<String, byte[]> files() {
        String page = HtmlReport.render(report.report(versions(), settings()));
        return Map.of("run.json", summary().toJson(), "report.html", page.getBytes(StandardCharsets.UTF_8));
    }

    /** Tells a person what was made. */
    void print(PrintStream out, Path folder) {
        new ConsoleSummary(out, facts).print(folder, report.chapterCounts());
    }

    private List<Fact> settings() {
        return Settings.describe(config).stream()
                .map(line -> line.split(" = ", 2))
                .map(parts -> new Fact(parts[0], parts.length > 1 ? parts[1] : ""))
                .toList();
    }

    private List<Fact> versions() {
        return List.of(
                new Fact("Linernotes", facts.identity().appVersion()),
                new Fact("Spark", package$.MODULE$.SPARK_VERSION()),
                new Fact("Java", Runtime.version().toString()));
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
                CallCosts.of(facts.llmCalls(), prices),
                facts.money(),
                facts.rows(),
                facts.scoreSummaries());
    }
}
