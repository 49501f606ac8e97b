package io.linernotes.jobs.claims;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.ledger.Claim;
import io.linernotes.enrichment.llm.ledger.Decision.Denied;
import io.linernotes.enrichment.llm.ledger.Ledger;
import io.linernotes.enrichment.llm.ledger.LedgerBook;
import io.linernotes.enrichment.llm.ledger.LedgerBook.Posting;
import io.linernotes.enrichment.llm.ledger.LedgerEntry;
import io.linernotes.enrichment.llm.ledger.LedgerEntry.Kind;
import io.linernotes.enrichment.llm.ledger.LedgerFiles;
import io.linernotes.enrichment.llm.ledger.LedgerReader;
import io.linernotes.enrichment.llm.ledger.LedgerSegments;
import io.linernotes.enrichment.llm.ledger.Settlement;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.jobs.config.BudgetConfig;
import io.linernotes.jobs.output.LedgerEpoch;
import io.linernotes.jobs.output.LedgerEpoch.Attempt;
import io.linernotes.jobs.output.StorageFailures;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ledger while a run pays from it: read back when the run begins, added to by its executors, added up at its end. */
public final class RunLedger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunLedger.class);
    /** The name under which the driver itself writes and claims. */
    private static final String OWN = "desk";

    private static final long CHECK_SECONDS = 20;
    private static final long LOOKUP_SECONDS = 120;

    /** One driver per JVM, and one run at a time. */
    private static volatile @Nullable RunLedger current;

    private final LedgerEpoch epoch;
    private final PriceList prices;
    private final Clock clock;
    private final LedgerFiles files;
    private final LedgerReader reader;
    private final LedgerSegments own;
    private final DriverDesk desk;
    private final Set<String> answeredBefore = new HashSet<>();
    private final Map<String, List<LedgerEntry>> unfinishedBatches = new LinkedHashMap<>();
    private final LlmConfig llm;
    private final ScheduledExecutorService elsewhere = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "ledger");
        thread.setDaemon(true);
        return thread;
    });

    private @Nullable Future<?> check;

    private RunLedger(
            LedgerEpoch epoch, BudgetConfig caps, LlmConfig llm, PriceList prices, LedgerFiles files, Clock clock) {
        this.epoch = epoch;
        this.llm = llm;
        this.prices = prices;
        this.clock = clock;
        this.files = files;
        this.reader = new LedgerReader(files);
        this.own = new LedgerSegments(files, OWN);
        DeskRules rules = new DeskRules(
                epoch.current().number(),
                epoch.current().folder(),
                caps,
                llm.inDoubt(),
                llm.requestsPerMinute(),
                llm.tokensPerMinute());
        this.desk = new DriverDesk(rules, clock, this::lookUp, elsewhere);
    }

    /**
     * Reads the ledger and opens the desk of a run. From now on executors may ask.
     *
     * @param epoch closed when this is closed
     * @throws EnrichmentException {@link ErrorCode#LEDGER_MISMATCH} when the ledger is damaged
     */
    public static RunLedger open(
            LedgerEpoch epoch, BudgetConfig caps, LlmConfig llm, PriceList prices, Configuration hadoop, Clock clock) {
        RunLedger ledger = new RunLedger(epoch, caps, llm, prices, new SparkLedgerFiles(hadoop), clock);
        try {
            epoch.earlier().forEach(ledger::remember);
        } catch (EnrichmentException e) {
            ledger.shutDown();
            throw e;
        }
        ledger.check = ledger.elsewhere.scheduleWithFixedDelay(
                ledger::checkHeld, CHECK_SECONDS, CHECK_SECONDS, TimeUnit.SECONDS);
        current = ledger;
        return ledger;
    }

    static @Nullable RunLedger current() {
        return current;
    }

    static void executorLost(String executor) {
        RunLedger ledger = current;
        if (ledger != null) {
            LOG.warn("Executor {} is gone: its open requests are looked up in the ledger", executor);
            ledger.desk.executorLost(executor);
        }
    }

    DriverDesk desk() {
        return desk;
    }

    PriceList prices() {
        return prices;
    }

    private void remember(Attempt attempt) {
        boolean sameRun = attempt.run().equals(epoch.current().run());
        for (Posting posting : book(attempt.folder(), name -> true).postings()) {
            LedgerEntry entry = posting.entry();
            if (!entry.currency().equals(prices.currency())) {
                throw new EnrichmentException(
                        ErrorCode.CONFIG_INVALID,
                        "The ledger of this output is kept in %s, the price list in %s."
                                .formatted(entry.currency(), prices.currency()));
            }
            desk.remember(entry, posting.place(), sameRun);
            if (entry.kind() == Kind.RESULT) {
                answeredBefore.add(entry.key());
            }
            String batch = entry.batch();
            // Without batches nobody would settle them: then they are in doubt, like requests whose reply was lost.
            if (entry.kind() == Kind.INTENT && batch != null && llm.batches().waves() > 0) {
                unfinishedBatches
                        .computeIfAbsent(batch, any -> new ArrayList<>())
                        .add(entry);
                desk.takeUp(OWN, entry, sameRun, llm.batches().deadline());
            }
        }
    }

    /** What it takes to pay for requests from the driver itself. */
    public Ledger ledger() {
        return new Ledger(desk.window(OWN), own, reader, new PriceTariff(prices));
    }

    /** Batches whose end no earlier run has seen, by our name for them; none for a run that uses no batches. */
    public Map<String, List<LedgerEntry>> unfinishedBatches() {
        return unfinishedBatches;
    }

    /** Where this run writes. */
    public String folder() {
        return epoch.current().folder();
    }

    private LedgerBook book(String folder, Predicate<String> segments) {
        LedgerBook book = new LedgerBook();
        try {
            for (String name : files.list(folder)) {
                if (segments.test(name)) {
                    reader.read(folder + "/" + name, book::add);
                }
            }
            return book;
        } catch (IOException e) {
            throw StorageFailures.map("read the ledger", e);
        }
    }

    private void lookUp(String executor, Map<String, Claim> claims) {
        String writer = executor.replaceAll("[^A-Za-z0-9]", "_");
        LedgerBook book = book(epoch.current().folder(), name -> LedgerSegments.isBy(writer, name));
        claims.forEach((name, claim) -> desk.settle(ending(name, claim, book.posting(name))));
    }

    private Settlement ending(String name, Claim claim, @Nullable Posting posting) {
        if (posting == null) {
            // Not even the intent was written: the request never left.
            return new Settlement(claim.key(), name, Kind.FAILURE, null, null, null, 0);
        }
        LedgerEntry entry = posting.entry();
        Kind kind = entry.kind();
        if (kind == Kind.INTENT) {
            own.in(epoch.current().folder())
                    .append(entry.ended(Kind.INDOUBT, clock.instant(), null, ErrorCode.LLM_IN_DOUBT.name(), 0, null));
            kind = Kind.INDOUBT;
        }
        return new Settlement(
                claim.key(), name, kind, kind == Kind.RESULT ? posting.place() : null, entry.cost(), null, 0);
    }

    /** Stops granting once another process has the ledger. */
    void checkHeld() {
        try {
            epoch.requireHeld();
        } catch (EnrichmentException e) {
            if (e.code() == ErrorCode.COMMIT_CONFLICT) {
                desk.stop(new Denied(ErrorCode.LLM_UNAVAILABLE, "another process took over the ledger"));
            }
        }
    }

    /** Closes the desk, finds out how everything ended, and adds it up. */
    public LedgerTotals finish() {
        desk.close();
        shutDown();
        LedgerBook book = book(epoch.current().folder(), name -> true);
        return LedgerTotals.of(book, answeredBefore, prices.currency(), desk.taken(), desk.late(), desk.openClaims());
    }

    private void shutDown() {
        if (check != null) {
            check.cancel(false);
        }
        elsewhere.shutdown();
        try {
            if (!elsewhere.awaitTermination(LOOKUP_SECONDS, TimeUnit.SECONDS)) {
                LOG.error("The ledger could not be looked through in {} s", LOOKUP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Nobody is granted anything any more. */
    @Override
    public void close() {
        current = null;
        desk.stop(new Denied(ErrorCode.LLM_UNAVAILABLE, "the run is over"));
        elsewhere.shutdownNow();
        own.close();
        epoch.close();
    }
}
