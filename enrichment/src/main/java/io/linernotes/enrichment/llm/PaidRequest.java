package io.linernotes.enrichment.llm;

import io.linernotes.enrichment.llm.Protocol.Reading;
import io.linernotes.enrichment.llm.RequestGate.Passage;
import io.linernotes.enrichment.llm.ledger.Claim;
import io.linernotes.enrichment.llm.ledger.Decision.Granted;
import io.linernotes.enrichment.llm.ledger.Ledger;
import io.linernotes.enrichment.llm.ledger.LedgerEntry;
import io.linernotes.enrichment.llm.ledger.LedgerEntry.Kind;
import io.linernotes.enrichment.llm.ledger.Place;
import io.linernotes.enrichment.llm.ledger.Settlement;
import io.linernotes.enrichment.notes.Payment;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;

/** A request that the desk granted, from the entry before it leaves to the entry that ends it. */
final class PaidRequest implements Passage {
    private final Claim claim;
    private final Granted grant;
    private final Protocol protocol;
    private final Ledger ledger;
    private final RetrySchedule schedule;
    private final Clock clock;
    private final LedgerEntry intent;

    PaidRequest(
            Claim claim,
            Granted grant,
            String model,
            Protocol protocol,
            Ledger ledger,
            RetrySchedule schedule,
            Clock clock) {
        this.claim = claim;
        this.grant = grant;
        this.protocol = protocol;
        this.ledger = ledger;
        this.schedule = schedule;
        this.clock = clock;
        this.intent = LedgerEntry.intent(
                claim, grant.claim(), clock.instant(), model, ledger.tariff().currency());
    }

    /** Waits as long as the desk wants, then writes down that the request is about to leave. */
    void begin(Pause pause, Duration wait) throws InterruptedException {
        boolean written = false;
        try {
            pause.pause(wait);
            ledger.segments().in(grant.folder()).append(intent);
            written = true;
        } finally {
            if (!written) {
                // It never left. A line that failed half-way ends its segment, and is read as torn.
                ledger.desk().settle(new Settlement(claim.key(), grant.claim(), Kind.FAILURE, null, null, null, 0));
            }
        }
    }

    @Override
    public Payment ended(ReplyKind kind, HttpReply reply) {
        Kind end = end(kind);
        boolean paid = end == Kind.RESULT || end == Kind.UNUSABLE;
        Reading reading = protocol.read(reply.json());
        BigDecimal cost = paid ? ledger.tariff().cost(intent.model(), reading.model(), reading.tokens()) : null;
        LedgerEntry entry = intent.ended(
                end,
                clock.instant(),
                cost,
                kind.code() == null ? null : kind.code().name(),
                reply.status(),
                paid ? reading.tokens() : null);
        Place place =
                ledger.segments().in(grant.folder()).append(end == Kind.RESULT ? entry.withReply(reply.body()) : entry);
        ledger.desk()
                .settle(new Settlement(
                        claim.key(),
                        grant.claim(),
                        end,
                        end == Kind.RESULT ? place : null,
                        cost,
                        kind.code(),
                        retryAfterMs(reply)));
        BigDecimal spent = entry.spent();
        return new Payment(
                claim.key(),
                false,
                paid ? 1 : 0,
                end == Kind.UNUSABLE ? 1 : 0,
                end == Kind.INDOUBT ? 1 : 0,
                cost == null ? BigDecimal.ZERO : spent,
                cost == null ? spent : BigDecimal.ZERO);
    }

    private long retryAfterMs(HttpReply reply) {
        Duration wanted = schedule.retryAfter(protocol.retryAfter(reply));
        return wanted == null ? 0 : Math.max(0, wanted.toMillis());
    }

    private static Kind end(ReplyKind kind) {
        return switch (kind) {
            case OK, TRUNCATED, REFUSED -> Kind.RESULT;
            case BAD_ENVELOPE -> Kind.UNUSABLE;
            case LOST, INTERRUPTED -> Kind.INDOUBT;
            case REJECTED, AUTH, REDIRECT, QUOTA, RATE_LIMITED, SERVER_ERROR, NOT_CONNECTED, NOT_SENT -> Kind.FAILURE;
        };
    }
}
