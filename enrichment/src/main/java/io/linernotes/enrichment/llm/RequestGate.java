package io.linernotes.enrichment.llm;

import io.linernotes.enrichment.llm.ledger.Decision.Denied;
import io.linernotes.enrichment.notes.Payment;
import org.jspecify.annotations.Nullable;

/** Stands between the retry loop and the network: decides about each request, and hears what came of it. */
interface RequestGate {
    /** Lets every request through and remembers nothing. */
    RequestGate OPEN = request -> Passage.FREE;

    /** Returns when the request may be sent, is answered, or may not be sent at all. */
    Passage enter(Outgoing request) throws InterruptedException;

    /**
     * A request that is about to be sent.
     *
     * @param episode names what it is about; see {@link LlmQuestion#episode()}
     * @param body as it will be sent
     */
    record Outgoing(String episode, String model, String url, String body, int maxOutputTokens) {}

    /** What the gate says of one request. */
    interface Passage {
        /** Go, and nobody counts. */
        Passage FREE = (kind, reply) -> Payment.NONE;

        /** A reply that was paid for earlier; null when the request has to be sent. */
        default @Nullable HttpReply stored() {
            return null;
        }

        /** Why it may not be sent; null when it may. */
        default @Nullable Denied denial() {
            return null;
        }

        /** Tells what came of the request, exactly once; of one that was denied, nothing did. */
        Payment ended(ReplyKind kind, HttpReply reply);
    }
}
