package io.linernotes.enrichment.llm;

import io.linernotes.enrichment.llm.RequestGate.Passage;
import io.linernotes.enrichment.llm.ledger.StoredReply;
import io.linernotes.enrichment.notes.Payment;
import java.math.BigDecimal;
import java.util.Map;

/**
 * Answered from the ledger.
 *
 * @param batched whether it was paid for in a batch of this run
 */
record StoredPassage(String key, StoredReply reply, boolean batched) implements Passage {
    @Override
    public HttpReply stored() {
        return new HttpReply(null, reply.status(), Map.of(), reply.body());
    }

    @Override
    public Payment ended(ReplyKind kind, HttpReply sent) {
        if (!batched) {
            return Payment.earlier(key);
        }
        BigDecimal cost = reply.cost();
        return cost == null
                ? new Payment(key, false, 1, 0, 0, BigDecimal.ZERO, reply.reserved())
                : new Payment(key, false, 1, 0, 0, cost, BigDecimal.ZERO);
    }
}
