package io.linernotes.enrichment.llm.ledger;

import io.linernotes.enrichment.failure.ErrorCode;
import java.io.Serializable;
import java.util.function.Function;

/** What becomes of a claim. */
public sealed interface Decision extends Serializable {
    /** How long to wait before the next step, in milliseconds. */
    long waitMs();

    /** Hands itself to the function for its kind. */
    <T> T match(
            Function<Granted, T> granted, Function<Done, T> done, Function<Busy, T> busy, Function<Denied, T> denied);

    /**
     * The request may be sent, once.
     *
     * @param claim names this grant; every one is different
     * @param waitMs not to be sent earlier than that, in milliseconds from now
     * @param folder where the ledger of this run is written
     */
    record Granted(String claim, long waitMs, String folder) implements Decision {
        @Override
        public <T> T match(
                Function<Granted, T> granted,
                Function<Done, T> done,
                Function<Busy, T> busy,
                Function<Denied, T> denied) {
            return granted.apply(this);
        }
    }

    /** The request was answered before. */
    record Done(Place reply) implements Decision {
        @Override
        public long waitMs() {
            return 0;
        }

        @Override
        public <T> T match(
                Function<Granted, T> granted,
                Function<Done, T> done,
                Function<Busy, T> busy,
                Function<Denied, T> denied) {
            return done.apply(this);
        }
    }

    /**
     * Somebody else is sending it.
     *
     * @param waitMs when to ask again, in milliseconds from now
     */
    record Busy(long waitMs) implements Decision {
        @Override
        public <T> T match(
                Function<Granted, T> granted,
                Function<Done, T> done,
                Function<Busy, T> busy,
                Function<Denied, T> denied) {
            return busy.apply(this);
        }
    }

    /**
     * It may not be sent in this run.
     *
     * @param reason completes the sentence "The request was not sent: …"
     */
    record Denied(ErrorCode code, String reason) implements Decision {
        @Override
        public long waitMs() {
            return 0;
        }

        @Override
        public <T> T match(
                Function<Granted, T> granted,
                Function<Done, T> done,
                Function<Busy, T> busy,
                Function<Denied, T> denied) {
            return denied.apply(this);
        }
    }
}
