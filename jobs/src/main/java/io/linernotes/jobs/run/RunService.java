package io.linernotes.jobs.run;

import com.google.common.base.Joiner;
import com.google.common.hash.Hashing;
import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.batch.BatchEndpoint;
import io.linernotes.enrichment.notes.EngineKind;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.jobs.claims.PriceTariff;
import io.linernotes.jobs.claims.RunLedger;
import io.linernotes.jobs.config.BudgetConfig;
import io.linernotes.jobs.config.LinernotesConfig;
import io.linernotes.jobs.output.LedgerEpoch;
import io.linernotes.jobs.output.RunId;
import io.linernotes.jobs.output.RunLock;
import io.linernotes.jobs.output.RunStore;
import io.linernotes.jobs.output.Staging;
import io.linernotes.jobs.service.ApplicationVersion;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.RunRequest;
import io.linernotes.jobs.spark.ExecutorServices;
import io.linernotes.jobs.spark.MemoryCheck;
import io.linernotes.jobs.spark.SparkSessions;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Makes one run: from its inputs to the published folder. */
public final class RunService {
    private final Clock clock;
    private final PrintStream out;

    /**
     * Makes the service.
     *
     * @param out where people read what was made
     */
    public RunService(Clock clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    /** Recordings to transcripts and, unless {@code withNotes} is false, notes. */
    public ExitCode run(RunRequest request, boolean withNotes) {
        // Loaded before anything is created: a wrong model costs nothing.
        ExecutorServices services = ExecutorServices.of(request.config());
        services.newDetector().close();
        SpeechRecognizer recognizer = services.recognizer();
        MemoryCheck.check(recognizer.memory(), request.config().spark());
        ModelIdentity model = recognizer.model();
        SparkSession spark = SparkSessions.open(request.config());
        LinernotesConfig config = request.config();
        String speech =
                fingerprint(config.decoding(), config.speech(), config.asr(), model, ApplicationVersion.current());
        Path kept = RunStore.open(request.output(), spark.sparkContext().hadoopConfiguration(), clock)
                .transcripts(speech);
        TranscriptSource recognised = new RecognisedTranscripts(spark, request.inputs(), model);
        return make(spark, request, new KeptTranscripts(spark, recognised, kept, out), withNotes);
    }

    /** Transcripts to notes. */
    public ExitCode enrich(RunRequest request) {
        SparkSession spark = SparkSessions.open(request.config());
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        List<String> runs = request.inputs().stream()
                .filter(input -> EarlierTranscripts.isRun(new Path(input), hadoop))
                .toList();
        if (runs.isEmpty()) {
            return make(spark, request, new ImportedTranscripts(spark, request.inputs()), true);
        }
        if (request.inputs().size() > 1) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID, "An earlier run is enriched alone: give it as the only input.");
        }
        return make(spark, request, new EarlierTranscripts(spark, new Path(runs.get(0))), true);
    }

    private ExitCode make(SparkSession spark, RunRequest request, TranscriptSource source, boolean withNotes) {
        Instant started = clock.instant();
        Configuration hadoop = spark.sparkContext().hadoopConfiguration();
        RunStore store = RunStore.open(request.output(), hadoop, clock);
        RunId run = request.run() != null ? request.run() : freeId(store);
        if (store.isPublished(run)) {
            out.printf("Run %s is published already: nothing to do.%n", run);
            return ExitCode.OK;
        }
        Inventory inventory = source.inventory(
                store.publishedRuns().stream().map(store::folder).toList());
        if (inventory.items().isEmpty()) {
            out.println(nothingToDo(request, inventory));
            return ExitCode.OK;
        }
        RunIdentity identity = new RunIdentity(
                source.speechModel(), withNotes ? request.config().engine() : null, ApplicationVersion.current());
        Map<String, GoldItem> gold = gold(request, inventory, hadoop);
        BudgetConfig budget = request.config().budget();
        PriceList prices = prices(budget);
        LlmConfig llm = request.config().llm();
        boolean paid = identity.engine() == EngineKind.LLM;
        BatchEndpoint batches = null;
        if (paid) {
            requirePrices(request.config(), prices);
            batches = llm.batches().waves() == 0 ? null : BatchEndpoint.of(llm);
        }
        try (RunLock lock = store.lock(run);
                RunLedger ledger = paid ? ledger(store, run, request.config(), prices, hadoop, clock) : null) {
            store.unfinished(lock).forEach(store::discard);
            Path work = store.work(
                    lock,
                    fingerprint(
                            request.config().withoutPlaces(), identity, inventory.items(), inventory.goldFolders()));
            StepStore steps = new StepStore(spark, work, store.decodingMarks());
            Staging staging = store.newStaging(lock);
            BatchWaves waves =
                    batches == null || ledger == null ? null : new BatchWaves(batches, llm.batches(), ledger, clock);
            RunJob job = new RunJob(spark, request.config(), identity, prices, waves);
            RunTables tables = RunProgress.during(
                    inventory.recordings().size(), clock, () -> job.run(inventory, source, gold, steps, staging));
            tables.verify(inventory);
            RunFacts facts = RunFacts.of(
                    run,
                    identity,
                    inventory,
                    tables,
                    ledger == null ? null : ledger.finish(),
                    budget.perRun(),
                    prices.date().toString(),
                    started,
                    clock.instant());
            Publication publication = new Publication(facts, tables, gold, prices, request.config());
            source.keep(
                    run,
                    tables.deferred(),
                    inventory,
                    JavaSparkContext.fromSparkContext(spark.sparkContext()).broadcast(request.config()),
                    steps);
            publication.files().forEach((name, content) -> store.write(staging, name, content));
            store.publish(lock, staging, facts.rows());
            store.discardWork(lock);
            publication.print(out, store.folder(run));
            return publication.exitCode();
        }
    }

    static RunLedger ledger(
            RunStore store, RunId run, LinernotesConfig config, PriceList prices, Configuration hadoop, Clock clock) {
        LedgerEpoch epoch = store.ledger(run);
        try {
            return RunLedger.open(epoch, config.budget(), config.llm(), prices, hadoop, clock);
        } catch (EnrichmentException e) {
            epoch.close();
            throw e;
        }
    }

    static PriceList prices(BudgetConfig budget) {
        return budget.pricesFile() == null
                ? PriceList.bundled()
                : PriceList.read(java.nio.file.Path.of(budget.pricesFile()));
    }

    /** Before anything is spent: what cannot be counted is not sent. */
    static void requirePrices(LinernotesConfig config, PriceList prices) {
        config.llm().allModels().forEach(new PriceTariff(prices)::require);
        if (!config.budget().isIn(prices.currency())) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "The caps of the budget must be in %s, the currency of the price list."
                            .formatted(prices.currency()));
        }
    }

    /** Today's date, or with a number behind it where that run is published already. */
    private RunId freeId(RunStore store) {
        RunId today = RunId.today(clock);
        RunId id = today;
        for (int number = 2; store.isPublished(id); number++) {
            id = new RunId(today.value() + "-" + number);
        }
        return id;
    }

    private static String nothingToDo(RunRequest request, Inventory inventory) {
        return inventory.finishedEarlier() == 0
                ? "Nothing to do: the inputs hold no files."
                : "Nothing to do: earlier runs in %s finished all %s inputs."
                        .formatted(request.output(), inventory.finishedEarlier());
    }

    private static Map<String, GoldItem> gold(RunRequest request, Inventory inventory, Configuration hadoop) {
        List<Path> folders = new ArrayList<>(inventory.goldFolders());
        if (request.gold() != null) {
            folders.add(new Path(request.gold()));
        }
        return GoldIndex.read(folders, hadoop).of(inventory.items());
    }

    /** Equal for two attempts at the same work: what one of them stored, the other may use. */
    private static String fingerprint(Object... parts) {
        String work = Joiner.on('|').useForNull("null").join(parts);
        return Hashing.sha256()
                .hashString(work, StandardCharsets.UTF_8)
                .toString()
                .substring(0, 16);
    }
}
