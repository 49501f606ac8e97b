package io.linernotes.enrichment.llm;

import io.linernotes.enrichment.llm.ledger.Claim;
import io.linernotes.enrichment.llm.ledger.Decision;
import io.linernotes.enrichment.llm.ledger.Decision.Busy;
import io.linernotes.enrichment.llm.ledger.Decision.Denied;
import io.linernotes.enrichment.llm.ledger.Decision.Done;
import io.linernotes.enrichment.llm.ledger.Decision.Granted;
import io.linernotes.enrichment.llm.ledger.Ledger;
import io.linernotes.enrichment.notes.Payment;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request through when the desk grants it and nobody has paid for it before. It is written down before it leaves, and
 * what came of it before anybody is told.
 */
final class LedgerGate implements RequestGate {
    private final LlmConfig config;
    private final Protocol protocol;
    private final Ledger ledger;
    private final RetrySchedule schedule;
    private final Clock clock;
    private final Pause pause;
    private final TokenCounter counter = new TokenCounter();

    LedgerGate(LlmConfig config, Protocol protocol, Ledger ledger, RetrySchedule schedule, Clock clock, Pause pause) {
        this.config = config;
        this.protocol = protocol;
        this.ledger = ledger;
        this.schedule = schedule;
        this.clock = clock;
        this.pause = pause;
    }

    @Override
    public Passage enter(Outgoing request) throws InterruptedException {
        String key = RequestKey.of(config.provider(), request.url(), request.body());
        int input = counter.tokens(request.body());
        BigDecimal worst = ledger.tariff().worst(request.model(), input, request.maxOutputTokens());
        Claim claim = new Claim(
                key,
                request.episode(),
                request.model() + " at " + request.url(),
                worst,
                (long) input + request.maxOutputTokens(),
                config.deadline());
        while (true) {
            Decision decision = ledger.desk().claim(claim);
            if (decision instanceof Granted granted) {
                PaidRequest paid = new PaidRequest(claim, granted, request.model(), protocol, ledger, schedule, clock);
                paid.begin(pause, Duration.ofMillis(granted.waitMs()));
                return paid;
            }
            if (decision instanceof Done done) {
                return new StoredPassage(key, ledger.reader().reply(done.reply(), key), done.batched());
            }
            if (decision instanceof Denied denied) {
                return new Refused(key, denied);
            }
            pause.pause(Duration.ofMillis(((Busy) decision).waitMs()));
        }
    }

    /** Not to be sent. */
    private record Refused(String key, Denied reason) implements Passage {
        @Override
        public @Nullable Denied denial() {
            return reason;
        }

        @Override
        public Payment ended(ReplyKind kind, HttpReply sent) {
            return Payment.unsent(key);
        }
    }
}
