package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.evaluation.gate.Gate;
import io.linernotes.evaluation.gate.GateFile;
import io.linernotes.evaluation.gate.GateResult;
import io.linernotes.evaluation.gate.Gates;
import io.linernotes.evaluation.report.EvaluationFiles;
import io.linernotes.evaluation.report.EvaluationReport;
import io.linernotes.evaluation.report.Fact;
import io.linernotes.evaluation.run.Floors;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.score.Scorer;
import io.linernotes.jobs.service.ApplicationVersion;
import io.linernotes.jobs.service.EvaluateRequest;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.spark.ExecutorServices;
import io.linernotes.jobs.spark.SparkSessions;
import io.linernotes.jobs.table.LlmCallRow;
import io.linernotes.jobs.table.RunTable;
import io.linernotes.jobs.table.ScoreRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Judges what a published run holds; nothing is recognised or written again. */
public final class EvaluationService {
    private final Clock clock;
    private final PrintStream out;

    public EvaluationService(Clock clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    /** Scores a run, judges it, and leaves a folder with everything that there is to say. */
    public ExitCode evaluate(EvaluateRequest request) {
        SparkSession spark = SparkSessions.open(request.config());
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<Gate> gates = gates(request, hadoop);
        EvaluationFolder folder = new EvaluationFolder(request.run(), request.output(), hadoop);
        // Before anything is scored: a judge without a price costs nothing.
        JudgeStep judge = request.judge() == null
                ? null
                : new JudgeStep(spark, request.config().withOnlyModel(request.judge()), clock);
        PublishedRun published = new PublishedRun(spark, request.run());
        PublishedRun before = request.baseline() == null ? null : new PublishedRun(spark, request.baseline());
        GoldIndex gold = GoldIndex.read(List.of(new Path(request.gold())), hadoop);
        Scorer scorer = ExecutorServices.of(request.config()).scorer();
        RunEvaluation run = published.against(gold, scorer);
        if (run.items().isEmpty()) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "None of the %d gold items in %s belongs to a recording of %s."
                            .formatted(gold.size(), request.gold(), request.run()));
        }
        RunEvaluation baseline = before == null ? null : before.against(gold, scorer);
        if (judge != null) {
            List<RunEvaluation> judged = judge.judge(baseline == null ? List.of(run) : List.of(run, baseline));
            run = judged.get(0);
            baseline = baseline == null ? null : judged.get(1);
        }
        List<GateResult> results =
                request.gates() == null ? Gates.checkBundled(run, baseline) : Gates.check(gates, run, baseline);
        EvaluationReport report = new EvaluationReport(
                run, baseline, Floors.of(run, scorer), results, folder.history(run.run()), provenance(request));
        folder.write(EvaluationFiles.of(report), staging -> {
            TableFolder tables = new TableFolder(spark, staging);
            tables.write(RunTable.SCORES, ScoreRow.class, rows(report.run()));
            if (judge != null) {
                tables.write(RunTable.LLM_CALLS, LlmCallRow.class, calls(report.run(), judge.prices()));
            }
        });
        print(report, folder.path());
        return report.isAllowed() ? ExitCode.OK : ExitCode.QUALITY;
    }

    /** Read before anything is scored: a wrong file costs nothing. */
    private static List<Gate> gates(EvaluateRequest request, Configuration hadoop) {
        if (request.gates() == null) {
            return List.of();
        }
        Path file = new Path(request.gates());
        String text;
        try (InputStream stream = file.getFileSystem(hadoop).open(file)) {
            text = new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "Cannot read the gates %s (%s)."
                            .formatted(request.gates(), e.getClass().getSimpleName()),
                    e);
        }
        List<Gate> gates = GateFile.read(request.gates(), text);
        String needing = gates.stream()
                .filter(Gate::needsBaseline)
                .map(gate -> "\"%s\"".formatted(gate.name()))
                .collect(Collectors.joining(", "));
        if (request.baseline() == null && !needing.isEmpty()) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "These gates compare with an earlier run, which --baseline names: %s.".formatted(needing));
        }
        return gates;
    }

    private static List<Fact> provenance(EvaluateRequest request) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Linernotes", ApplicationVersion.current()));
        facts.add(new Fact("gold", request.gold()));
        facts.add(new Fact("gates", request.gates() == null ? "bundled" : request.gates()));
        facts.add(new Fact("intervals", "10,000 resamples of shows and recordings, fixed seed"));
        facts.add(new Fact("Java", Runtime.version().toString()));
        facts.add(new Fact("processors", String.valueOf(Runtime.getRuntime().availableProcessors())));
        return facts;
    }

    private static List<ScoreRow> rows(RunEvaluation run) {
        return run.items().stream()
                .flatMap(item -> item.scores().stream()
                        .map(score -> ScoreStep.row(item.recording(), score, ApplicationVersion.current())))
                .toList();
    }

    /** What the judge took; the run's own calls are in the run. */
    private static List<LlmCallRow> calls(RunEvaluation run, PriceList prices) {
        Map<String, Integer> numbers = new HashMap<>();
        return Objects.requireNonNull(run.judging()).calls().stream()
                .map(call -> TableRows.llmCall(
                        call.recording(),
                        numbers.merge(call.recording(), 1, Integer::sum) - 1,
                        call.call(),
                        prices,
                        ApplicationVersion.current()))
                .toList();
    }

    private void print(EvaluationReport report, Path folder) {
        RunEvaluation run = report.run();
        ConsoleSummary.printScores(out, run.summaries(), run.items().size(), run.goldItems());
        if (run.judging() != null) {
            out.printf(
                    "%n  Judge %s: %s%n",
                    run.judging().model(), run.judging().agreement().sentence());
        }
        if (!report.gates().isEmpty()) {
            out.println();
        }
        for (GateResult gate : report.gates()) {
            out.printf("  %-9s %s: %s%n", gate.outcome(), gate.name(), gate.sentence());
        }
        out.printf("%n  %s%n%nReport: %s%n", EvaluationFiles.verdict(report), local(new Path(folder, "report.html")));
    }

    private static String local(Path path) {
        return path.toString().replaceFirst("^file:/+", "/");
    }
}
