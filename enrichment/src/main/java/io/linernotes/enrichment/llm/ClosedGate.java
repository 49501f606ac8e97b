package io.linernotes.enrichment.llm;

import io.linernotes.enrichment.llm.ledger.Claim;
import io.linernotes.enrichment.llm.ledger.Ledger;
import io.linernotes.enrichment.llm.ledger.Place;
import java.math.BigDecimal;

/** Lets nothing through: what the ledger does not answer has to be handed over in a batch first. */
final class ClosedGate implements RequestGate {
    private final LlmConfig config;
    private final Ledger ledger;
    private final TokenCounter counter = new TokenCounter();

    ClosedGate(LlmConfig config, Ledger ledger) {
        this.config = config;
        this.ledger = ledger;
    }

    /** @throws NotAnsweredException for whatever is not in the ledger */
    @Override
    public Passage enter(Outgoing request) {
        String key = RequestKey.of(config.provider(), request.url(), request.body());
        Place reply = ledger.desk().reply(key);
        if (reply != null) {
            return new StoredPassage(key, ledger.reader().reply(reply, key), false);
        }
        int input = counter.tokens(request.body());
        BigDecimal worst = ledger.tariff()
                .worst(request.model(), input, request.maxOutputTokens())
                .multiply(ledger.tariff().batchShare(request.model()));
        // Batches have limits of their own: no request of theirs counts in a minute of the others.
        Claim claim = new Claim(
                key,
                request.episode(),
                "batches of %s at %s".formatted(request.model(), request.url()),
                worst,
                0,
                config.batches().deadline());
        throw new NotAnsweredException(new AwaitedRequest(claim, request.model(), request.body()));
    }
}
