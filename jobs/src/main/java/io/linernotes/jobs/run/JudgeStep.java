package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.evaluation.cost.PricedCall;
import io.linernotes.evaluation.judge.JudgeTask;
import io.linernotes.evaluation.judge.Judgement;
import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.run.Judging;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.jobs.claims.RunLedger;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.output.RunId;
import io.linernotes.jobs.output.RunStore;
import io.linernotes.jobs.progress.ProgressReporter;
import io.linernotes.jobs.spark.ExecutorServices;
import io.linernotes.jobs.table.Step;
import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/** Lets a language model judge published runs. It is paid for from the ledger beside the runs, like notes are. */
final class JudgeStep {
    private final SparkSession spark;
    private final LinernotesConfig config;
    private final PriceList prices;
    private final Clock clock;

    /**
     * A step that has asked nothing yet.
     *
     * @param config whose language model is the judge
     * @throws EnrichmentException {@code LLM_UNKNOWN_MODEL} when the judge has no price
     */
    JudgeStep(SparkSession spark, LinernotesConfig config, Clock clock) {
        this.spark = spark;
        this.config = config;
        this.prices = RunService.prices(config.budget());
        this.clock = clock;
        RunService.requirePrices(config, prices);
    }

    PriceList prices() {
        return prices;
    }

    /**
     * Judges runs, one after the other.
     *
     * @return them, in the same order, with what the judge says
     * @throws EnrichmentException {@code CONFIG_INVALID} when the judge wrote notes of one of them
     */
    List<RunEvaluation> judge(List<RunEvaluation> runs) {
        runs.forEach(this::requireStranger);
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        String output = new Path(runs.get(0).folder()).getParent().toString();
        RunStore store = RunStore.open(output, hadoop, clock);
        try (RunLedger ledger = RunService.ledger(store, name(runs.get(0)), config, prices, hadoop, clock)) {
            List<RunEvaluation> judged = runs.stream().map(this::judge).toList();
            ledger.finish();
            return judged;
        }
    }

    /** In the ledger, so that the cap of a run is not that of its judge. */
    private static RunId name(RunEvaluation run) {
        String name = "judge-" + run.run().replaceAll("[^A-Za-z0-9._-]", "_");
        return new RunId(name.substring(0, Math.min(name.length(), RunId.MAX_LENGTH)));
    }

    private void requireStranger(RunEvaluation run) {
        String judge = config.llm().model();
        boolean isAuthor = run.calls().stream()
                .map(PricedCall::call)
                .anyMatch(call -> judge.equals(call.modelAsked()) || judge.equals(call.modelAnswered()));
        if (isAuthor) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "%s wrote notes of %s: a model does not judge its own work.".formatted(judge, run.folder()));
        }
    }

    private RunEvaluation judge(RunEvaluation run) {
        List<JudgeTask> tasks = run.items().stream()
                .map(ItemEvaluation::judgeTask)
                .filter(Objects::nonNull)
                .toList();
        JavaSparkContext context = JavaSparkContext.fromSparkContext(spark.sparkContext());
        Broadcast<LinernotesConfig> settings = context.broadcast(config);
        List<Judgement> judgements = tasks.isEmpty()
                ? List.of()
                : RunProgress.during(
                        tasks.size(),
                        clock,
                        () -> context.parallelize(tasks, tasks.size())
                                .map(task -> {
                                    Judgement judgement = ExecutorServices.of(settings.value())
                                            .judge()
                                            .judge(task);
                                    ProgressReporter.report(Step.EVALUATE, 1, 0);
                                    return judgement;
                                })
                                .collect());
        Iterator<Judgement> next = judgements.iterator();
        List<ItemEvaluation> judged = new ArrayList<>();
        List<PricedCall> calls = new ArrayList<>();
        for (ItemEvaluation item : run.items()) {
            Judgement judgement = item.judgeTask() == null ? null : next.next();
            judged.add(item.judged(judgement));
            if (judgement != null) {
                judgement
                        .calls()
                        .forEach(call -> calls.add(new PricedCall(item.recording(), call, prices.price(call))));
            }
        }
        Prompt prompt = new PromptCatalog().prompt(PromptId.JUDGE);
        return run.judged(judged, Judging.of(config.llm().model(), prompt, judged, calls));
    }
}
