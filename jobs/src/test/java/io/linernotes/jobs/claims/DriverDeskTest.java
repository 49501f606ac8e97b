package io.linernotes.jobs.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.InDoubt;
import io.linernotes.enrichment.llm.ledger.Claim;
import io.linernotes.enrichment.llm.ledger.Decision;
import io.linernotes.enrichment.llm.ledger.LedgerEntry;
import io.linernotes.enrichment.llm.ledger.LedgerEntry.Kind;
import io.linernotes.enrichment.llm.ledger.Place;
import io.linernotes.enrichment.llm.ledger.Settlement;
import io.linernotes.evaluation.cost.Money;
import io.linernotes.jobs.MovedClock;
import io.linernotes.jobs.config.BudgetConfig;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Claims, budget, rate and breaker, on a clock that the test moves. */
class DriverDeskTest {
    private static final Place PLACE = new Place("/ledger/0-a.jsonl", 0, 10);
    private static final BigDecimal WORST = new BigDecimal("0.10");

    private final MovedClock clock = new MovedClock(Instant.parse("2026-11-21T08:00:00Z"));
    private final List<String> lookedUp = new ArrayList<>();

    @Test
    void grantsARequestOnceAndAnswersItFromThenOn() {
        DriverDesk desk = desk(InDoubt.RESEND, caps(null));

        String claim = granted(desk.claim("0", claim("k")));
        assertThat(desk.claim("1", claim("k"))).isInstanceOf(Decision.Busy.class);
        desk.settle(answer("k", claim, "0.03"));

        assertThat(desk.claim("1", claim("k"))).isEqualTo(new Decision.Done(PLACE, false));
        assertThat(desk.taken()).isEqualByComparingTo("0.03");
        assertThat(desk.openClaims()).isZero();
    }

    @Test
    void sendsAgainAtOnceWhatWasNotBilled() {
        DriverDesk desk = desk(InDoubt.QUARANTINE, caps(null));

        for (int i = 0; i < 3; i++) {
            desk.settle(failure("k", granted(desk.claim("0", claim("k"))), ErrorCode.LLM_UNAVAILABLE, 0));
        }

        assertThat(granted(desk.claim("0", claim("k")))).isNotNull();
        assertThat(desk.taken()).isEqualByComparingTo(WORST);
    }

    @Test
    void sendsOnceMoreWhatMayHaveBeenBilledAndKeepsBothReservations() {
        DriverDesk desk = desk(InDoubt.RESEND, caps(null));

        desk.settle(lost("k", granted(desk.claim("0", claim("k")))));
        desk.settle(lost("k", granted(desk.claim("0", claim("k")))));

        assertThat(denied(desk.claim("0", claim("k"))).code()).isEqualTo(ErrorCode.LLM_IN_DOUBT);
        assertThat(desk.taken()).isEqualByComparingTo("0.20");
    }

    @ParameterizedTest
    @CsvSource({"INDOUBT, LLM_IN_DOUBT", "UNUSABLE, LLM_BAD_ENVELOPE"})
    void neverSendsAgainWhatMayHaveBeenBilledUnderQuarantine(Kind kind, ErrorCode expected) {
        DriverDesk desk = desk(InDoubt.QUARANTINE, caps(null));

        desk.settle(new Settlement(
                "k", granted(desk.claim("0", claim("k"))), kind, null, null, ErrorCode.LLM_UNAVAILABLE, 0));

        assertThat(denied(desk.claim("0", claim("k"))))
                .isEqualTo(new Decision.Denied(
                        expected,
                        "an earlier one may have been billed and brought no answer, and llm.in-doubt is quarantine"));
    }

    @ParameterizedTest
    @CsvSource({"INTENT, false", "INDOUBT, false", "FAILURE, true"})
    void rememberWhatAnEarlierRunLeftOpen(Kind kind, boolean mayBeSent) {
        DriverDesk desk = desk(InDoubt.QUARANTINE, caps(null));

        desk.remember(entry("k", kind, "2026-11-20T08:00:00Z"), PLACE, false);

        assertThat(desk.claim("0", claim("k")) instanceof Decision.Granted).isEqualTo(mayBeSent);
        assertThat(desk(InDoubt.RESEND, caps(null)).claim("0", claim("k"))).isInstanceOf(Decision.Granted.class);
    }

    @Test
    void looksUpWhatALostExecutorHadOpenAndKeepsOthersWaitingUntilThen() {
        DriverDesk desk = desk(InDoubt.RESEND, caps(null));
        String one = granted(desk.claim("0", claim("k1")));
        granted(desk.claim("1", claim("k2")));

        desk.executorLost("0");
        desk.executorLost("0");

        assertThat(lookedUp).containsExactly("0 [" + one + "]");
        assertThat(desk.claim("1", claim("k1"))).isInstanceOf(Decision.Busy.class);
        desk.settle(lost("k1", one));
        assertThat(desk.claim("1", claim("k1"))).isInstanceOf(Decision.Granted.class);
    }

    @Test
    void usesAndCountsAReplyThatComesTooLate() {
        DriverDesk desk = desk(InDoubt.RESEND, caps(null));
        String first = granted(desk.claim("0", claim("k")));
        desk.settle(lost("k", first));

        desk.settle(answer("k", first, "0.04"));

        assertThat(desk.late()).isEqualTo(1);
        assertThat(desk.claim("1", claim("k"))).isEqualTo(new Decision.Done(PLACE, false));
        assertThat(desk.taken()).isEqualByComparingTo("0.04");
    }

    @Test
    void looksUpAClaimThatNobodySettledInTime() {
        DriverDesk desk = desk(InDoubt.RESEND, caps(null));
        String claim = granted(desk.claim("0", claim("k")));

        clock.move(Duration.ofSeconds(39));
        assertThat(desk.claim("1", claim("k"))).isInstanceOf(Decision.Busy.class);
        assertThat(lookedUp).isEmpty();
        clock.move(Duration.ofSeconds(2));
        assertThat(desk.claim("1", claim("k"))).isInstanceOf(Decision.Busy.class);

        assertThat(lookedUp).containsExactly("0 [" + claim + "]");
    }

    @Test
    void neverSpendsMoreThanTheCapHoweverManyAskAtOnce() throws Exception {
        for (int seed = 0; seed < 1_000; seed++) {
            Random random = new Random(seed);
            DriverDesk desk = desk(InDoubt.RESEND, caps("10.00"));
            int threads = seed == 0 ? 64 : 1;
            BigDecimal spent = threads == 1 ? ask(desk, random, 300, "a") : askAtOnce(desk, threads);
            assertThat(spent).as("seed %s", seed).isLessThanOrEqualTo(new BigDecimal("10.00"));
            assertThat(spent).as("seed %s", seed).isGreaterThan(new BigDecimal("7.50"));
            assertThat(desk.taken()).as("seed %s", seed).isEqualByComparingTo(spent);
        }
    }

    private BigDecimal askAtOnce(DriverDesk desk, int threads) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<BigDecimal>> parts = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                Random random = new Random(thread);
                String name = "t" + thread;
                parts.add(pool.submit(() -> ask(desk, random, 50, name)));
            }
            BigDecimal spent = BigDecimal.ZERO;
            for (Future<BigDecimal> part : parts) {
                spent = spent.add(part.get());
            }
            return spent;
        } finally {
            pool.shutdownNow();
        }
    }

    /** Asks, and settles with any cost up to the worst, with nothing, or with a doubt. */
    private BigDecimal ask(DriverDesk desk, Random random, int times, String name) {
        BigDecimal spent = BigDecimal.ZERO;
        for (int i = 0; i < times; i++) {
            String key = name + i;
            if (!(desk.claim("0", claim(key)) instanceof Decision.Granted granted)) {
                continue;
            }
            int kind = random.nextInt(10);
            if (kind == 0) {
                desk.settle(lost(key, granted.claim()));
                desk.settle(answer("other" + key, "none", "0.01"));
                spent = spent.add(WORST);
            } else if (kind == 1) {
                desk.settle(failure(key, granted.claim(), ErrorCode.LLM_REQUEST_REJECTED, 0));
            } else {
                BigDecimal cost = BigDecimal.valueOf(random.nextInt(101), 3);
                desk.settle(answer(key, granted.claim(), cost.toPlainString()));
                spent = spent.add(cost);
            }
        }
        return spent;
    }

    @Test
    void beginsNoNewEpisodeWithTheLastFifthOfTheMoney() {
        DriverDesk desk = desk(InDoubt.RESEND, caps("1.00"));
        for (int i = 0; i < 8; i++) {
            desk.settle(answer("k" + i, granted(desk.claim("0", claim("k" + i, "first"))), "0.10"));
        }

        assertThat(denied(desk.claim("0", claim("new", "second"))))
                .isEqualTo(new Decision.Denied(
                        ErrorCode.LLM_BUDGET,
                        "the cap per run, of which what is left is for the episodes that are begun is reached"));
        desk.settle(answer("k8", granted(desk.claim("0", claim("k8", "first"))), "0.10"));
        granted(desk.claim("0", claim("k9", "first")));
        assertThat(denied(desk.claim("0", claim("k10", "first"))).reason()).isEqualTo("the cap per run is reached");
    }

    @Test
    void holdsTheCapsPerCallEpisodeAndDay() {
        BudgetConfig caps =
                new BudgetConfig(null, Money.parse("0.25USD"), Money.parse("0.15USD"), Money.parse("0.45USD"), null);
        DriverDesk desk = desk(InDoubt.RESEND, caps);
        desk.remember(entry("old", Kind.INDOUBT, "2026-11-21T07:00:00Z"), PLACE, false);
        desk.remember(entry("older", Kind.INDOUBT, "2026-11-20T23:59:59Z"), PLACE, false);

        Claim dear = new Claim("dear", "a", "service", new BigDecimal("0.16"), 10, Duration.ofSeconds(10));
        assertThat(denied(desk.claim("0", dear)).reason()).isEqualTo("the cap per call is reached");
        granted(desk.claim("0", claim("a1", "a")));
        granted(desk.claim("0", claim("a2", "a")));
        assertThat(denied(desk.claim("0", claim("a3", "a"))).reason()).isEqualTo("the cap per episode is reached");
        granted(desk.claim("0", claim("b1", "b")));
        assertThat(denied(desk.claim("0", claim("c1", "c"))).reason()).isEqualTo("the cap per day is reached");
        clock.move(Duration.ofHours(16));
        granted(desk.claim("0", claim("c1", "c")));
    }

    @Test
    void countsWhatAnEarlierAttemptAtTheSameRunSpent() {
        DriverDesk desk = desk(InDoubt.RESEND, caps("0.15"));
        desk.remember(entry("k1", Kind.INDOUBT, "2026-11-19T07:00:00Z"), PLACE, true);

        assertThat(denied(desk.claim("0", claim("k2", "e"))).code()).isEqualTo(ErrorCode.LLM_BUDGET);
    }

    @Test
    void asksForAllWhenTheServiceAsksForAPause() {
        DriverDesk desk = desk(InDoubt.RESEND, caps(null));
        desk.settle(failure("k1", granted(desk.claim("0", claim("k1"))), ErrorCode.LLM_RATE_LIMITED, 7_000));

        assertThat(desk.claim("1", claim("k2"))).isInstanceOf(Decision.Busy.class);
        clock.move(Duration.ofMillis(6_500));
        assertThat(((Decision.Granted) desk.claim("1", claim("k2"))).waitMs()).isEqualTo(500);
        desk.settle(failure("k3", granted(desk.claim("0", claim("k3"))), ErrorCode.LLM_RATE_LIMITED, 86_400_000));
        assertThat(denied(desk.claim("1", claim("k4"))).code()).isEqualTo(ErrorCode.LLM_RATE_LIMITED);
    }

    @Test
    void stopsForGoodWhenTheKeyOrTheQuotaIsRefused() {
        DriverDesk desk = desk(InDoubt.RESEND, caps(null));
        desk.settle(failure("k1", granted(desk.claim("0", claim("k1"))), ErrorCode.LLM_QUOTA, 0));

        assertThat(denied(desk.claim("1", claim("k2"))).code()).isEqualTo(ErrorCode.LLM_QUOTA);
    }

    @Test
    void asksADeadServiceNoMoreThanTwentyFiveTimesAndTriesAgainWithOneRequest() {
        DriverDesk desk = desk(InDoubt.RESEND, caps(null));
        int wasted = 0;
        record Out(String key, String claim) {}
        List<Out> out = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Decision decision = desk.claim("0", claim("k" + i));
            if (decision instanceof Decision.Granted granted) {
                wasted++;
                out.add(new Out("k" + i, granted.claim()));
            }
            if (out.size() == 16 || (decision instanceof Decision.Busy && !out.isEmpty())) {
                Out oldest = out.remove(0);
                desk.settle(failure(oldest.key(), oldest.claim(), ErrorCode.LLM_UNAVAILABLE, 0));
            }
        }

        assertThat(wasted).isBetween(20, 25);
        assertThat(denied(desk.claim("0", claim("next"))).code()).isEqualTo(ErrorCode.LLM_UNAVAILABLE);
        out.forEach(one -> desk.settle(failure(one.key(), one.claim(), ErrorCode.LLM_UNAVAILABLE, 0)));
        clock.move(Duration.ofSeconds(31));
        String probe = granted(desk.claim("0", claim("probe")));
        assertThat(desk.claim("0", claim("other"))).isInstanceOf(Decision.Denied.class);
        desk.settle(answer("probe", probe, "0.01"));
        granted(desk.claim("0", claim("other")));
    }

    @Test
    void stillAsksAnotherServiceWhenOneIsDeadOrRefuses() {
        DriverDesk desk = desk(InDoubt.RESEND, caps(null));
        for (int i = 0; i < 20; i++) {
            desk.settle(failure("k" + i, granted(desk.claim("0", claim("k" + i))), ErrorCode.LLM_UNAVAILABLE, 0));
        }
        desk.settle(failure("p", granted(desk.claim("0", claimOf("poor", "p"))), ErrorCode.LLM_QUOTA, 0));

        assertThat(denied(desk.claim("0", claim("k"))).code()).isEqualTo(ErrorCode.LLM_UNAVAILABLE);
        assertThat(denied(desk.claim("0", claimOf("poor", "k"))).code()).isEqualTo(ErrorCode.LLM_QUOTA);
        granted(desk.claim("0", claimOf("other", "k")));
    }

    @Test
    void opensWhenHalfOfTheLastFortyFailed() {
        DriverDesk desk = desk(InDoubt.RESEND, caps(null));
        int granted = 0;
        for (int i = 0; i < 100; i++) {
            if (desk.claim("0", claim("k" + i)) instanceof Decision.Granted one) {
                granted++;
                desk.settle(
                        i % 2 == 0
                                ? failure("k" + i, one.claim(), ErrorCode.LLM_UNAVAILABLE, 0)
                                : answer("k" + i, one.claim(), "0.01"));
            }
            clock.move(Duration.ofMillis(200));
        }

        assertThat(granted).isEqualTo(41);
    }

    /** Sixteen threads that never tire, for ten minutes of the test's clock. */
    @ParameterizedTest
    @CsvSource({"60, 1000000", "600, 1000000", "6000, 60000"})
    void neverPassesTheLimitInAnyMinute(int requestsPerMinute, int tokensPerMinute) {
        RateLimit rate = new RateLimit(requestsPerMinute, tokensPerMinute);
        List<Long> sent = new ArrayList<>();
        for (long now = 0; now < 600_000; now += 20) {
            for (int thread = 0; thread < 16; thread++) {
                if (rate.waitMs(now) == 0) {
                    rate.take(now, 200);
                    sent.add(now);
                }
            }
        }

        int most = 0;
        for (int first = 0, last = 0; last < sent.size(); last++) {
            while (sent.get(last) - sent.get(first) >= 60_000) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        double allowed = Math.min(requestsPerMinute, tokensPerMinute / 200.0);
        assertThat((double) most).isLessThanOrEqualTo(allowed).isGreaterThan(0.7 * allowed);
    }

    @Test
    void goesOnAtHalfTheSpeedAfterAComplaintAndRecovers() {
        RateLimit rate = new RateLimit(800, 10_000_000);
        assertThat(inAMinute(rate, 0)).isBetween(600, 640);

        rate.complaint(60_000, 0);

        assertThat(inAMinute(rate, 120_000)).isBetween(290, 340);
        assertThat(inAMinute(rate, 1_200_000)).isBetween(590, 640);
    }

    private static int inAMinute(RateLimit rate, long from) {
        int sent = 0;
        for (long now = from; now < from + 60_000; now += 5) {
            if (rate.waitMs(now) == 0) {
                rate.take(now, 1);
                sent++;
            }
        }
        return sent;
    }

    private DriverDesk desk(InDoubt inDoubt, BudgetConfig caps) {
        return new DriverDesk(
                new DeskRules(7, "/ledger", caps, inDoubt, 1_000_000, 1_000_000_000),
                clock,
                (executor, claims) -> lookedUp.add(executor + " " + claims.keySet()),
                Runnable::run);
    }

    private static BudgetConfig caps(@Nullable String perRun) {
        return new BudgetConfig(perRun == null ? null : Money.parse(perRun + "USD"), null, null, null, null);
    }

    private static Claim claim(String key) {
        return claim(key, "episode");
    }

    private static Claim claim(String key, String episode) {
        return new Claim(key, episode, "service", WORST, 10, Duration.ofSeconds(10));
    }

    private static Claim claimOf(String service, String key) {
        return new Claim(key, "episode", service, WORST, 10, Duration.ofSeconds(10));
    }

    private static String granted(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Granted.class);
        return ((Decision.Granted) decision).claim();
    }

    private static Decision.Denied denied(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Denied.class);
        return (Decision.Denied) decision;
    }

    private static Settlement answer(String key, String claim, String cost) {
        return new Settlement(key, claim, Kind.RESULT, PLACE, new BigDecimal(cost), null, 0);
    }

    private static Settlement lost(String key, String claim) {
        return new Settlement(key, claim, Kind.INDOUBT, null, null, ErrorCode.LLM_IN_DOUBT, 0);
    }

    private static Settlement failure(String key, String claim, ErrorCode code, long retryAfterMs) {
        return new Settlement(key, claim, Kind.FAILURE, null, null, code, retryAfterMs);
    }

    private static LedgerEntry entry(String key, Kind kind, String at) {
        LedgerEntry intent = LedgerEntry.intent(claim(key, "old"), "1-" + key, Instant.parse(at), "stub-1", "USD");
        return kind == Kind.INTENT ? intent : intent.ended(kind, Instant.parse(at), null, "x", 0, null);
    }
}
