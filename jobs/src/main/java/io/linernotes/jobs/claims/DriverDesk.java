package io.linernotes.jobs.claims;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.InDoubt;
import io.linernotes.enrichment.llm.ledger.CallDesk;
import io.linernotes.enrichment.llm.ledger.Claim;
import io.linernotes.enrichment.llm.ledger.Decision;
import io.linernotes.enrichment.llm.ledger.Decision.Busy;
import io.linernotes.enrichment.llm.ledger.Decision.Denied;
import io.linernotes.enrichment.llm.ledger.Decision.Done;
import io.linernotes.enrichment.llm.ledger.Decision.Granted;
import io.linernotes.enrichment.llm.ledger.LedgerEntry;
import io.linernotes.enrichment.llm.ledger.LedgerEntry.Kind;
import io.linernotes.enrichment.llm.ledger.Place;
import io.linernotes.enrichment.llm.ledger.Settlement;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The desk of a run, in the driver's memory. Every request of every executor is claimed here before it is sent and settled
 * afterwards. It waits for nothing and touches no file; what it must look up in the ledger, it has looked up elsewhere.
 */
final class DriverDesk {
    /** How often the end of somebody else's request is asked for. */
    static final long BUSY_MS = 200;

    private static final Duration GRACE = Duration.ofSeconds(30);

    /** Finds out, in its own time, how claims ended that nobody will settle, and settles them. */
    interface Lookup {
        /**
         * Looks into what an executor wrote down.
         *
         * @param claims by the name of their grant
         */
        void lookUp(String executor, Map<String, Claim> claims);
    }

    private final DeskRules rules;
    private final Clock clock;
    private final Lookup lookup;
    private final Executor elsewhere;
    private final Budget budget;
    private final Map<String, ServiceState> services = new HashMap<>();
    private final Map<String, KeyState> keys = new HashMap<>();
    private final Map<String, OpenClaim> open = new HashMap<>();
    private final Set<String> begun = new HashSet<>();
    private long lastClaim;
    private long late;
    private @Nullable Denied stopped;

    /** What is known of a request. */
    private static final class KeyState {
        private @Nullable Place reply;
        /** Whether that answer came in a batch of this run. */
        private boolean batched;

        private @Nullable String claim;
        /** Requests of this run that were or may have been paid for without an answer. */
        private int wasted;
        /** The same in earlier runs. */
        private boolean doubtful;

        private ErrorCode lastCode = ErrorCode.LLM_IN_DOUBT;
    }

    private record OpenClaim(String executor, Claim claim, Instant expires, boolean lookedUp) {
        OpenClaim beingLookedUp() {
            return new OpenClaim(executor, claim, expires, true);
        }
    }

    /** @param elsewhere runs look-ups, one after the other */
    DriverDesk(DeskRules rules, Clock clock, Lookup lookup, Executor elsewhere) {
        this.rules = rules;
        this.clock = clock;
        this.lookup = lookup;
        this.elsewhere = elsewhere;
        this.budget = new Budget(rules.caps());
    }

    /** Learns what an earlier run, or an earlier attempt at this one, left in the ledger: the last word on one claim. */
    synchronized void remember(LedgerEntry entry, Place place, boolean sameRun) {
        KeyState state = state(entry.key());
        if (entry.kind() == Kind.RESULT) {
            state.reply = place;
        } else if (entry.kind() != Kind.FAILURE) {
            state.doubtful = true;
        }
        budget.spentBefore(sameRun, entry.episode(), day(Instant.parse(entry.at())), entry.spent());
    }

    /**
     * Takes up a request again that was handed over in a batch before this desk opened, and whose end nobody knows. It is
     * settled like one that was granted here.
     *
     * @param sameRun whether an earlier attempt at this run handed it over
     */
    synchronized void takeUp(String executor, LedgerEntry intent, boolean sameRun, Duration deadline) {
        Claim claim = new Claim(
                intent.key(), intent.episode(), "batches of " + intent.model(), intent.reserved(), 0, deadline);
        KeyState state = state(intent.key());
        if (state.claim != null) {
            return;
        }
        state.doubtful = false;
        state.claim = intent.claim();
        open.put(
                intent.claim(),
                new OpenClaim(executor, claim, clock.instant().plus(deadline).plus(GRACE), false));
        budget.takeUp(intent.claim(), intent.episode(), day(Instant.parse(intent.at())), intent.reserved(), sameRun);
    }

    /** The desk as one executor sees it. */
    CallDesk window(String executor) {
        return new CallDesk() {
            @Override
            public Decision claim(Claim claim) {
                return DriverDesk.this.claim(executor, claim);
            }

            @Override
            public @Nullable Place reply(String key) {
                return DriverDesk.this.reply(key);
            }

            @Override
            public void settle(Settlement settlement) {
                DriverDesk.this.settle(settlement);
            }
        };
    }

    synchronized Decision claim(String executor, Claim claim) {
        KeyState state = state(claim.key());
        if (state.reply != null) {
            return new Done(state.reply, state.batched);
        }
        if (state.claim != null) {
            lookUpIfExpired(state.claim);
            return new Busy(BUSY_MS);
        }
        Denied refusal = refusal(state);
        if (refusal != null) {
            return refusal;
        }
        Decision notYet = claim.isBatched() ? null : service(claim).notYet(clock.millis());
        return notYet != null ? notYet : grant(executor, claim, state);
    }

    synchronized @Nullable Place reply(String key) {
        KeyState state = keys.get(key);
        return state == null ? null : state.reply;
    }

    private @Nullable Denied refusal(KeyState state) {
        if (stopped != null) {
            return stopped;
        }
        boolean quarantined = rules.inDoubt() == InDoubt.QUARANTINE && (state.wasted > 0 || state.doubtful);
        if (quarantined) {
            return new Denied(
                    state.lastCode,
                    "an earlier one may have been billed and brought no answer, and llm.in-doubt is quarantine");
        }
        return state.wasted > 1
                ? new Denied(
                        state.lastCode, "it was sent twice in this run, may have been billed, and brought no answer")
                : null;
    }

    private Decision grant(String executor, Claim claim, KeyState state) {
        String name = rules.epoch() + "-" + ++lastClaim;
        boolean known = begun.contains(claim.episode());
        String cap = budget.reserve(name, claim.episode(), known, day(clock.instant()), claim.worst());
        if (cap != null) {
            return new Denied(ErrorCode.LLM_BUDGET, cap + " is reached");
        }
        begun.add(claim.episode());
        long wait = claim.isBatched() ? 0 : service(claim).sent(clock.millis(), claim.tokens());
        Instant expires =
                clock.instant().plusMillis(wait).plus(claim.deadline()).plus(GRACE);
        open.put(name, new OpenClaim(executor, claim, expires, false));
        state.claim = name;
        return new Granted(name, wait, rules.folder());
    }

    synchronized void settle(Settlement settlement) {
        KeyState state = state(settlement.key());
        OpenClaim claim = open.remove(settlement.claim());
        if (claim == null) {
            // Given up before: its reservation stood for it. The ledger has it; here it only saves the next request.
            late++;
        } else {
            state.claim = null;
            if (!claim.claim.isBatched()) {
                service(claim.claim).ended(clock.millis(), settlement);
            }
            state.batched |= claim.claim.isBatched() && settlement.kind() == Kind.RESULT;
        }
        budget.settle(settlement.claim(), settlement.kind() == Kind.FAILURE ? BigDecimal.ZERO : settlement.cost());
        switch (settlement.kind()) {
            case RESULT -> state.reply = state.reply == null ? settlement.reply() : state.reply;
            case UNUSABLE, INDOUBT -> {
                state.wasted += claim == null ? 0 : 1;
                state.lastCode =
                        settlement.kind() == Kind.UNUSABLE ? ErrorCode.LLM_BAD_ENVELOPE : ErrorCode.LLM_IN_DOUBT;
            }
            case FAILURE, INTENT -> {}
        }
    }

    /** Hears that an executor is gone: how its requests ended is looked up in what it wrote down. */
    void executorLost(String executor) {
        lookUp((name, claim) -> claim.executor.equals(executor));
    }

    /** Denies whatever is asked from now on. */
    synchronized void stop(Denied reason) {
        stopped = reason;
    }

    /** Denies whatever is asked from now on, and looks up how every open claim ended. */
    void close() {
        stop(new Denied(ErrorCode.LLM_UNAVAILABLE, "the run is ending"));
        lookUp((name, claim) -> true);
    }

    private synchronized void lookUp(BiPredicate<String, OpenClaim> which) {
        Map<String, Map<String, Claim>> byExecutor = new TreeMap<>();
        open.replaceAll((name, claim) -> {
            if (claim.lookedUp || !which.test(name, claim)) {
                return claim;
            }
            byExecutor.computeIfAbsent(claim.executor, any -> new TreeMap<>()).put(name, claim.claim);
            return claim.beingLookedUp();
        });
        byExecutor.forEach((executor, claims) -> elsewhere.execute(() -> lookup.lookUp(executor, claims)));
    }

    private void lookUpIfExpired(String name) {
        OpenClaim claim = open.get(name);
        if (claim != null && !claim.lookedUp && clock.instant().isAfter(claim.expires)) {
            lookUp((candidate, any) -> candidate.equals(name));
        }
    }

    /** Claims that nobody has settled. */
    synchronized int openClaims() {
        return open.size();
    }

    /** Settlements of claims that had been given up. */
    synchronized long late() {
        return late;
    }

    /** What was taken since the desk opened: settled, and reserved for what is open, lost or unknown. */
    synchronized BigDecimal taken() {
        return budget.taken();
    }

    private KeyState state(String key) {
        return keys.computeIfAbsent(key, any -> new KeyState());
    }

    private ServiceState service(Claim claim) {
        return services.computeIfAbsent(
                claim.service(),
                any -> new ServiceState(new RateLimit(rules.requestsPerMinute(), rules.tokensPerMinute())));
    }

    private static String day(Instant at) {
        return at.atZone(ZoneOffset.UTC).toLocalDate().toString();
    }
}
