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
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;

/**
 * Says what notes by a language model will take, by the arithmetic of the budget. At worst, every answer is cut off or
 * refused once, so that it is asked for again with twice the room; every reply is lost once, if lost ones are sent again; and
 * all of it happens again with the second model, if there is one.
 */
public final class EstimateService {
    private static final RecordMapper<TranscribedRecording> TRANSCRIBED = RecordMapper.of(TranscribedRecording.class);
    /** Tokens of an unusable answer and what was wrong with it, which are sent back. */
    private static final long REPAIR = 2_000;

    private final PrintStream out;

    /** @param out where people read the estimate */
    public EstimateService(PrintStream out) {
        this.out = out;
    }

    /** What one recording will take, by model; {@code exact} when its words are known. */
    private record Part(Map<String, CallPlan> plans, boolean exact) implements Serializable {
        static final Part NONE = new Part(Map.of(), true);
    }

    public ExitCode estimate(EstimateRequest request) {
        LinernotesConfig config = request.config();
        PriceList prices = RunService.prices(config.budget());
        PriceTariff tariff = new PriceTariff(prices);
        config.llm().allModels().forEach(tariff::require);
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
        Map<String, CallPlan> plans = new TreeMap<>();
        parts.forEach(part -> part.plans().forEach((model, plan) -> plans.merge(model, plan, CallPlan::plus)));
        CallPlan all = CallPlan.sum(plans.values());
        long sends = config.llm().inDoubt() == InDoubt.RESEND ? 2 : 1;
        String second = config.llm().fallback().model();
        long models = second == null ? 1 : 2;
        out.printf(
                Locale.ROOT,
                "%-16s %,14d of %,d inputs%n",
                "recordings",
                parts.stream().filter(part -> !part.plans().isEmpty()).count(),
                parts.size());
        out.printf(Locale.ROOT, "%-16s %14s  %14s%n", "", "expected", "at worst");
        line("requests", all.calls(), 2 * models * sends * all.calls());
        line("input tokens", all.inputTokens(), models * sends * (2 * all.inputTokens() + all.calls() * REPAIR));
        line("output tokens", all.usualOutputTokens(), 3 * models * sends * all.maxOutputTokens());
        BigDecimal expected =
                sum(plans, (model, plan) -> tariff.worst(model, plan.inputTokens(), plan.usualOutputTokens()));
        BigDecimal once = sum(plans, (model, plan) -> worst(tariff, model, plan));
        BigDecimal worst =
                (second == null ? once : once.add(worst(tariff, second, all))).multiply(BigDecimal.valueOf(sends));
        money("money, " + prices.currency(), expected, worst);
        if (plans.keySet().stream().map(tariff::batchShare).anyMatch(share -> share.compareTo(BigDecimal.ONE) < 0)) {
            // At worst, nothing comes in time, and everything is asked for one by one.
            BigDecimal inBatches = sum(
                    plans,
                    (model, plan) -> tariff.worst(model, plan.inputTokens(), plan.usualOutputTokens())
                            .multiply(tariff.batchShare(model)));
            money("in batches", inBatches, worst);
        }
        out.printf(
                "Prices of %s for %s, without any discount for cached tokens.%n",
                prices.date(), String.join(", ", config.llm().allModels()));
        if (parts.stream().anyMatch(part -> !part.exact())) {
            out.println("Recordings without a transcript count by their length.");
        }
    }

    /** Every question twice, the second time with more to read and twice the room. */
    private static BigDecimal worst(PriceTariff tariff, String model, CallPlan plan) {
        return tariff.worst(model, plan.inputTokens(), plan.maxOutputTokens())
                .add(tariff.worst(model, plan.inputTokens() + plan.calls() * REPAIR, 2 * plan.maxOutputTokens()));
    }

    private static BigDecimal sum(Map<String, CallPlan> plans, BiFunction<String, CallPlan, BigDecimal> price) {
        return plans.entrySet().stream()
                .map(plan -> price.apply(plan.getKey(), plan.getValue()))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private void money(String name, BigDecimal expected, BigDecimal worst) {
        out.printf(Locale.ROOT, "%-16s %14.4f  %14.4f%n", name, expected, worst);
    }

    private void line(String name, long expected, long worst) {
        out.printf(Locale.ROOT, "%-16s %,14d  %,14d%n", name, expected, worst);
    }
}
