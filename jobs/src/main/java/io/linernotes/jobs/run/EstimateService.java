package io.linernotes.jobs.run;

import io.linernotes.enrichment.audio.MediaProbe;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.llm.InDoubt;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.llm.CallPlan;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.transcript.SentenceSplitter;
import io.linernotes.enrichment.transcript.SentencedTranscript;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.jobs.claims.PriceTariff;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.inventory.HadoopMediaSource;
import io.linernotes.jobs.service.EstimateRequest;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.spark.ExecutorServices;
import io.linernotes.jobs.spark.SparkSessions;
import io.linernotes.jobs.table.RecordMapper;
import java.io.PrintStream;
import java.io.Serializable;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Says what notes by a language model will take, by the arithmetic of the budget. At worst, every answer is cut off or
 * refused once, so that it is asked for again with twice the room; and every reply is lost once, if lost ones are sent again.
 */
public final class EstimateService {
    private static final RecordMapper<TranscribedRecording> TRANSCRIBED = RecordMapper.of(TranscribedRecording.class);
    /** Tokens of a usual answer: fifteen chapters, or their topics, or a summary with quotes and names. */
    private static final long USUAL_ANSWER = 1_000;
    /** Tokens of an unusable answer and what was wrong with it, which are sent back. */
    private static final long REPAIR = 2_000;

    private final PrintStream out;

    /** @param out where people read the estimate */
    public EstimateService(PrintStream out) {
        this.out = out;
    }

    /** What one recording will take; {@code exact} when its words are known. */
    private record Part(CallPlan plan, boolean exact) implements Serializable {
        static final Part NONE = new Part(CallPlan.NONE, true);
    }

    public ExitCode estimate(EstimateRequest request) {
        LinernotesConfig config = request.config();
        PriceList prices = RunService.prices(config.budget());
        PriceTariff tariff = new PriceTariff(prices);
        tariff.require(config.llm().model());
        print(config, prices, tariff, parts(SparkSessions.open(config), request));
        return ExitCode.OK;
    }

    private static List<Part> parts(SparkSession spark, EstimateRequest request) {
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<LinernotesConfig> config = context.broadcast(request.config());
        Path first = new Path(request.inputs().get(0));
        if (EarlierTranscripts.isRun(first, context.hadoopConfiguration())) {
            EarlierTranscripts earlier = new EarlierTranscripts(spark, first);
            return earlier.transcripts(earlier.inventory(List.of()))
                    .javaRDD()
                    .map(row -> part(TRANSCRIBED.fromRow(row), EpisodeMetadata.NONE, config.value()))
                    .collect();
        }
        List<RecordingTask> tasks =
                Inventory.take(spark, request.inputs(), List.of()).recordings();
        Broadcast<SerializableConfiguration> hadoop =
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration()));
        return context.parallelize(tasks, Math.max(1, tasks.size()))
                .map(task -> part(task, config.value(), hadoop.value().value()))
                .collect();
    }

    private static Part part(RecordingTask task, LinernotesConfig config, Configuration hadoop) {
        if (ImportedTranscripts.isTranscript(task.media())) {
            return part(ImportedTranscripts.read(task, hadoop), task.metadata(), config);
        }
        ExecutorServices services = ExecutorServices.of(config);
        try {
            long ms = new MediaProbe(services.decoder())
                    .probe(new HadoopMediaSource(task.media(), hadoop))
                    .decodedMs();
            return new Part(services.planner().plan(ms), false);
        } catch (EnrichmentException e) {
            // A run would find that it is no recording, and ask nothing about it.
            return Part.NONE;
        }
    }

    private static Part part(TranscribedRecording recording, EpisodeMetadata metadata, LinernotesConfig config) {
        if (recording.transcript() == null) {
            return Part.NONE;
        }
        SentencedTranscript sentenced = SentenceSplitter.split(recording.transcript());
        return sentenced.sentences().isEmpty()
                ? Part.NONE
                : new Part(
                        ExecutorServices.of(config)
                                .planner()
                                .plan(new NotesRequest(metadata, sentenced.sentences(), List.of())),
                        true);
    }

    private void print(LinernotesConfig config, PriceList prices, PriceTariff tariff, List<Part> parts) {
        CallPlan plan = parts.stream().map(Part::plan).reduce(CallPlan.NONE, CallPlan::plus);
        String model = config.llm().model();
        long usual = Math.min(plan.calls() * USUAL_ANSWER, plan.maxOutputTokens());
        int sends = config.llm().inDoubt() == InDoubt.RESEND ? 2 : 1;
        BigDecimal once = tariff.worst(model, plan.inputTokens(), plan.maxOutputTokens());
        BigDecimal again = tariff.worst(model, plan.inputTokens() + plan.calls() * REPAIR, 2 * plan.maxOutputTokens());
        out.printf(
                Locale.ROOT,
                "%-16s %,14d of %,d inputs%n",
                "recordings",
                parts.stream().filter(part -> part.plan().calls() > 0).count(),
                parts.size());
        out.printf(Locale.ROOT, "%-16s %14s  %14s%n", "", "expected", "at worst");
        line("requests", plan.calls(), 2L * sends * plan.calls());
        line("input tokens", plan.inputTokens(), sends * (2 * plan.inputTokens() + plan.calls() * REPAIR));
        line("output tokens", usual, 3L * sends * plan.maxOutputTokens());
        BigDecimal expected = tariff.worst(model, plan.inputTokens(), usual);
        BigDecimal worst = once.add(again).multiply(BigDecimal.valueOf(sends));
        money("money, " + prices.currency(), expected, worst);
        BigDecimal share = tariff.batchShare(model);
        if (share.compareTo(BigDecimal.ONE) < 0) {
            // At worst, nothing comes in time, and everything is asked for one by one.
            money("in batches", expected.multiply(share), worst);
        }
        out.printf("Prices of %s for %s, without any discount for cached tokens.%n", prices.date(), model);
        if (parts.stream().anyMatch(part -> !part.exact())) {
            out.println("Recordings without a transcript count by their length.");
        }
    }

    private void money(String name, BigDecimal expected, BigDecimal worst) {
        out.printf(Locale.ROOT, "%-16s %14.4f  %14.4f%n", name, expected, worst);
    }

    private void line(String name, long expected, long worst) {
        out.printf(Locale.ROOT, "%-16s %,14d  %,14d%n", name, expected, worst);
    }
}
