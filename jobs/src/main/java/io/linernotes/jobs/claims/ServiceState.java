package io.linernotes.jobs.claims;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.ledger.Decision;
import io.linernotes.enrichment.llm.ledger.Decision.Busy;
import io.linernotes.enrichment.llm.ledger.Decision.Denied;
import io.linernotes.enrichment.llm.ledger.LedgerEntry.Kind;
import io.linernotes.enrichment.llm.ledger.Settlement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How a service is doing, which is one model at one address: what it allows, and whether it answers. Not for several threads:
 * its desk takes turns. Times are milliseconds of one clock.
 */
final class ServiceState {
    /** A grant that would have to wait longer is not given yet: the service may ask for less in between. */
    private static final long LONGEST_GRANT_MS = 1_000;

    private static final long LONGEST_WAIT_MS = Duration.ofMinutes(5).toMillis();

    private final RateLimit rate;
    private final Breaker breaker = new Breaker();
    /** Requests whose end is not known. */
    private int out;

    private @Nullable Denied stopped;

    ServiceState(RateLimit rate) {
        this.rate = rate;
    }

    /** What keeps the next request from leaving; null when nothing does. */
    @Nullable
    Decision notYet(long now) {
        if (stopped != null) {
            return stopped;
        }
        Breaker.State state = breaker.state(now, out);
        if (state == Breaker.State.OPEN) {
            return new Denied(ErrorCode.LLM_UNAVAILABLE, "the service failed too often, and is left alone");
        }
        if (state == Breaker.State.WAIT) {
            return new Busy(DriverDesk.BUSY_MS);
        }
        long wait = rate.waitMs(now);
        if (wait > LONGEST_WAIT_MS) {
            return new Denied(ErrorCode.LLM_RATE_LIMITED, "the service asks for a pause of more than five minutes");
        }
        return wait > LONGEST_GRANT_MS ? new Busy(wait - LONGEST_GRANT_MS / 2) : null;
    }

    /** Takes a request's share, and returns how long it has to wait. */
    long sent(long now, long tokens) {
        long wait = rate.waitMs(now);
        rate.take(now, tokens);
        breaker.sent();
        out++;
        return wait;
    }

    /** Hears how a request ended. */
    void ended(long now, Settlement settlement) {
        out--;
        ErrorCode code = settlement.code();
        if (code == ErrorCode.LLM_UNAVAILABLE) {
            breaker.failed(now);
        } else if (code == null && settlement.kind() != Kind.RESULT) {
            breaker.unknown();
        } else {
            breaker.answered();
        }
        if (code == ErrorCode.LLM_RATE_LIMITED) {
            rate.complaint(now, settlement.retryAfterMs());
        }
        if (code == ErrorCode.LLM_AUTH || code == ErrorCode.LLM_QUOTA) {
            stopped = new Denied(code, "the service refused the key or the quota before");
        }
    }
}
