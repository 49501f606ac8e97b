package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.evaluation.gate.Gate;
import io.linernotes.evaluation.gate.GateFile;
import io.linernotes.evaluation.gate.GateResult;
import io.linernotes.evaluation.gate.Gates;
import io.linernotes.evaluation.report.EvaluationFiles;
import io.linernotes.evaluation.report.EvaluationReport;
import io.linernotes.evaluation.report.Fact;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.jobs.service.ApplicationVersion;
import io.linernotes.jobs.service.EvaluateRequest;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.spark.SparkSessions;
import io.linernotes.jobs.table.RunTable;
import io.linernotes.jobs.table.ScoreRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Judges what a published run holds; nothing is recognised or written again. */
public final class EvaluationService {
    private final PrintStream out;

    public EvaluationService(PrintStream out) {
        this.out = out;
    }

    /** Scores a run, judges it, and leaves a folder with everything that there is to say. */
    public ExitCode evaluate(EvaluateRequest request) {
        SparkSession spark = SparkSessions.open(request.config());
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<Gate> gates = gates(request, hadoop);
        EvaluationFolder folder = new EvaluationFolder(request.run(), request.output(), hadoop);
        PublishedRun published = new PublishedRun(spark, request.run());
        PublishedRun before = request.baseline() == null ? null : new PublishedRun(spark, request.baseline());
        GoldIndex gold = GoldIndex.read(List.of(new Path(request.gold())), hadoop);
        RunEvaluation run = published.against(gold);
        if (run.items().isEmpty()) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "None of the %d gold items in %s belongs to a recording of %s."
                            .formatted(gold.size(), request.gold(), request.run()));
        }
        RunEvaluation baseline = before == null ? null : before.against(gold);
        List<GateResult> results =
                request.gates() == null ? Gates.checkBundled(run, baseline) : Gates.check(gates, run, baseline);
        EvaluationReport report =
                new EvaluationReport(run, baseline, results, folder.history(run.run()), provenance(request));
        folder.write(
                EvaluationFiles.of(report),
                staging -> new TableFolder(spark, staging).write(RunTable.SCORES, ScoreRow.class, rows(run)));
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

    private void print(EvaluationReport report, Path folder) {
        RunEvaluation run = report.run();
        ConsoleSummary.printScores(out, run.summaries(), run.items().size(), run.goldItems());
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
