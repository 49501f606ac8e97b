package io.linernotes.jobs.claims;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.ledger.Claim;
import io.linernotes.enrichment.llm.ledger.Decision;
import io.linernotes.enrichment.llm.ledger.LedgerEntry;
import io.linernotes.enrichment.llm.ledger.LedgerEntry.Kind;
import io.linernotes.enrichment.llm.ledger.LedgerSegments;
import io.linernotes.enrichment.llm.ledger.LocalLedgerFiles;
import io.linernotes.enrichment.llm.ledger.Place;
import io.linernotes.enrichment.llm.ledger.Settlement;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.jobs.config.BudgetConfig;
import io.linernotes.jobs.output.LedgerEpoch;
import io.linernotes.jobs.output.RunId;
import io.linernotes.jobs.output.RunStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The ledger of an output over several runs, with executors that die. */
@Timeout(120)
class RunLedgerTest {
    private static final RunId RUN = new RunId("one");
    private static final BigDecimal WORST = new BigDecimal("0.10");

    @TempDir
    Path folder;

    private final LocalLedgerFiles files = new LocalLedgerFiles();

    @Test
    void answersALaterRunFromWhatAnEarlierOnePaidFor() {
        try (RunLedger first = open(Clock.systemUTC());
                LedgerSegments executor = new LedgerSegments(files, "0")) {
            answer(first, executor, "k");
            LedgerTotals totals = first.finish();
            assertThat(totals.billed()).isEqualTo(1);
            assertThat(totals.settled()).isEqualByComparingTo("0.01");
            assertThat(totals.complete()).isTrue();
        }

        try (RunLedger second = open(Clock.systemUTC())) {
            assertThat(claim(second, "0", "k")).isInstanceOf(Decision.Done.class);
            LedgerTotals totals = second.finish();
            assertThat(totals.billed()).isZero();
            assertThat(totals.answeredEver()).containsExactly("k");
        }
    }

    @Test
    void findsOutHowTheRequestsOfALostExecutorEnded() throws Exception {
        try (RunLedger ledger = open(Clock.systemUTC());
                LedgerSegments executor = new LedgerSegments(files, "0")) {
            Decision.Granted onlyGranted = granted(claim(ledger, "0", "granted"));
            intent(executor, granted(claim(ledger, "0", "sent")), "sent");
            Decision.Granted answered = granted(claim(ledger, "0", "answered"));
            result(executor, answered, intent(executor, answered, "answered"));
            assertThat(onlyGranted.claim()).isEqualTo("1-1");

            ledger.desk().executorLost("0");
            while (ledger.desk().openClaims() > 0) {
                Thread.sleep(10);
            }

            assertThat(claim(ledger, "1", "granted")).isInstanceOf(Decision.Granted.class);
            assertThat(claim(ledger, "1", "sent")).isInstanceOf(Decision.Granted.class);
            assertThat(claim(ledger, "1", "answered")).isInstanceOf(Decision.Done.class);
            LedgerTotals totals = ledger.finish();
            assertThat(totals.inDoubt()).isEqualTo(1);
            assertThat(totals.billed()).isEqualTo(1);
            assertThat(totals.held()).isEqualByComparingTo(WORST);
            assertThat(totals.complete()).isTrue();
        }
    }

    @Test
    void saysWhenTheMoneyDoesNotAddUp() throws Exception {
        try (RunLedger ledger = open(Clock.systemUTC());
                LedgerSegments executor = new LedgerSegments(files, "0")) {
            answer(ledger, executor, "k");
            intent(
                    executor,
                    new Decision.Granted(
                            "1-99", 0, granted(claim(ledger, "0", "x")).folder()),
                    "stray");

            assertThat(ledger.finish().complete()).isFalse();
        }
    }

    @Test
    void takesOverFromADriverThatDiedAndDoubtsWhatItHadOpen() {
        RunLedger dead = open(Clock.systemUTC());
        try (LedgerSegments executor = new LedgerSegments(files, "0")) {
            intent(executor, granted(claim(dead, "0", "k")), "k");
        }
        assertThatThrownBy(() -> open(Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        EnrichmentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RUN_LOCKED))
                .hasMessage("Another run pays for requests with the ledger of this output; only one does at a time.");

        try (RunLedger next = open(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(4)))) {
            assertThat(claim(next, "0", "k")).isInstanceOf(Decision.Granted.class);
            dead.checkHeld();
            assertThat(claim(dead, "0", "other"))
                    .isEqualTo(new Decision.Denied(ErrorCode.LLM_UNAVAILABLE, "another process took over the ledger"));
        }
    }

    @Test
    void readsOnOverATornEndAndRefusesADamagedMiddle() throws IOException {
        try (RunLedger first = open(Clock.systemUTC());
                LedgerSegments executor = new LedgerSegments(files, "0")) {
            answer(first, executor, "k");
        }
        Path segment = segment();
        Files.writeString(segment, "{\"t\":\"INTENT\",\"key\":\"half", StandardOpenOption.APPEND);
        try (RunLedger second = open(Clock.systemUTC())) {
            assertThat(claim(second, "0", "k")).isInstanceOf(Decision.Done.class);
        }

        Files.writeString(segment, "\nmore\n", StandardOpenOption.APPEND);

        assertThatThrownBy(() -> open(Clock.systemUTC()))
                .isInstanceOfSatisfying(
                        EnrichmentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEDGER_MISMATCH))
                .hasMessageStartingWith("The ledger of paid requests is damaged: file = " + segment);
    }

    private RunLedger open(Clock clock) {
        RunStore store = RunStore.open(folder.toString(), new Configuration(), clock);
        LedgerEpoch epoch = store.ledger(RUN);
        try {
            return RunLedger.open(
                    epoch,
                    BudgetConfig.DEFAULTS,
                    LlmConfig.DEFAULTS,
                    PriceList.bundled(),
                    new Configuration(),
                    Clock.systemUTC());
        } catch (EnrichmentException e) {
            epoch.close();
            throw e;
        }
    }

    private Path segment() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve(".ledger/segments"))) {
            return all.filter(file -> file.toString().endsWith(".jsonl"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static Decision claim(RunLedger ledger, String executor, String key) {
        return ledger.desk().claim(executor, asked(key));
    }

    private static Claim asked(String key) {
        return new Claim(key, "episode", "service", WORST, 10, Duration.ofSeconds(10));
    }

    private static Decision.Granted granted(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Granted.class);
        return (Decision.Granted) decision;
    }

    private static LedgerEntry intent(LedgerSegments executor, Decision.Granted grant, String key) {
        LedgerEntry intent = LedgerEntry.intent(asked(key), grant.claim(), Instant.now(), "stub-1", "USD");
        executor.in(grant.folder()).append(intent);
        return intent;
    }

    private static Place result(LedgerSegments executor, Decision.Granted grant, LedgerEntry intent) {
        return executor.in(grant.folder())
                .append(intent.ended(Kind.RESULT, Instant.now(), new BigDecimal("0.01"), null, 200, null)
                        .withReply("{}"));
    }

    private static void answer(RunLedger ledger, LedgerSegments executor, String key) {
        Decision.Granted grant = granted(claim(ledger, "0", key));
        Place place = result(executor, grant, intent(executor, grant, key));
        ledger.desk().settle(new Settlement(key, grant.claim(), Kind.RESULT, place, new BigDecimal("0.01"), null, 0));
    }
}
