package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.evaluation.comparison.MetricComparison;
import io.linernotes.evaluation.comparison.PairedScore;
import io.linernotes.evaluation.comparison.RunComparison;
import io.linernotes.evaluation.run.KeyedScore;
import io.linernotes.evaluation.statistics.Interval;
import io.linernotes.jobs.service.CompareRequest;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.spark.ExecutorServices;
import io.linernotes.jobs.spark.SparkSessions;
import io.linernotes.jobs.table.RunTable;
import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Two runs over the same recordings, item by item: prompts, models or engines against each other. */
public final class ComparisonService {
    private final PrintStream out;

    public ComparisonService(PrintStream out) {
        this.out = out;
    }

    /** Prints every metric, and the items that changed. */
    public ExitCode compare(CompareRequest request) {
        SparkSession spark = SparkSessions.open(request.config());
        RunComparison comparison =
                RunComparison.of(scores(spark, request, request.first()), scores(spark, request, request.second()));
        if (comparison.rows().isEmpty()) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "%s and %s have no score of the same item.".formatted(request.first(), request.second()));
        }
        out.printf("Second minus first, over the items that both have a value for.%n%n");
        out.printf(
                "  %-28s %9s %9s %9s  %-20s %7s %7s %8s %7s  %s%n",
                "metric",
                "first",
                "second",
                "change",
                "95 % interval",
                "p",
                "Holm",
                "Wilcoxon",
                "scored",
                "better/worse/same");
        comparison.rows().forEach(this::printRow);
        comparison.rows().stream()
                .map(RunComparison.Row::comparison)
                .filter(paired -> request.metrics().contains(paired.metric().name()))
                .forEach(this::printItems);
        return ExitCode.OK;
    }

    private static List<KeyedScore> scores(SparkSession spark, CompareRequest request, String folder) {
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        if (request.gold() != null) {
            GoldIndex gold = GoldIndex.read(List.of(new Path(request.gold())), hadoop);
            return new PublishedRun(spark, folder)
                    .against(gold, ExecutorServices.of(request.config()).scorer())
                    .scores();
        }
        Path path = new Path(folder);
        try {
            if (path.getFileSystem(hadoop).exists(new Path(path, RunTable.SCORES.folder()))) {
                return PublishedRun.scores(spark, path);
            }
        } catch (IOException e) {
            throw new EnrichmentException(ErrorCode.STORAGE_UNREADABLE, "Cannot read %s.".formatted(folder), e);
        }
        throw new EnrichmentException(
                ErrorCode.CONFIG_INVALID,
                "%s is neither the folder of a published run nor that of an evaluation.".formatted(folder));
    }

    private void printRow(RunComparison.Row row) {
        MetricComparison paired = row.comparison();
        Interval interval = paired.differenceInterval();
        long same = paired.pairs().size() - paired.wins() - paired.losses();
        out.printf(
                Locale.ROOT,
                "  %-28s %9.4f %9.4f %+9.4f  %-20s %7.4f %7.4f %8.4f %7.4f  %d/%d/%d%n",
                paired.metric().name(),
                paired.firstValue(),
                paired.secondValue(),
                paired.difference(),
                interval == null
                        ? "none"
                        : String.format(Locale.ROOT, "%+.4f to %+.4f", interval.low(), interval.high()),
                row.signFlip(),
                row.holm(),
                row.wilcoxon(),
                row.scored(),
                paired.wins(),
                paired.losses(),
                same);
    }

    private void printItems(MetricComparison paired) {
        out.printf("%n  %s by item, worst first%n", paired.metric().name());
        for (PairedScore pair : paired.worstFirst()) {
            double gain = pair.gain(paired.metric().direction());
            out.printf(
                    Locale.ROOT,
                    "    %-6s %9.4f %9.4f  %s%n",
                    gain > 0 ? "better" : gain < 0 ? "worse" : "same",
                    pair.firstValue(),
                    pair.secondValue(),
                    pair.item());
        }
    }
}
