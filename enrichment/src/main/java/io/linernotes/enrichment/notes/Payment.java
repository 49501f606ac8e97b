package io.linernotes.enrichment.notes;

import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What a call took from the budget. One call may be several requests.
 *
 * @param ledgerKey names the request in the ledger; null when no ledger was kept
 * @param fromLedger the answer was paid for earlier: nothing was sent
 * @param billed replies that were paid for
 * @param unusable of these, replies that were no answer
 * @param inDoubt requests whose reply was lost, so that they may have been billed
 * @param settled price of the replies that said what they took
 * @param held kept back for replies that did not say, and for lost ones
 */
public record Payment(
        @Nullable String ledgerKey,
        boolean fromLedger,
        int billed,
        int unusable,
        int inDoubt,
        BigDecimal settled,
        BigDecimal held)
        implements Serializable {
    /** Nobody counted. */
    public static final Payment NONE = new Payment(null, false, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO);

    /** A request that was not sent. */
    public static Payment unsent(String ledgerKey) {
        return new Payment(ledgerKey, false, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** An answer that costs nothing any more. */
    public static Payment earlier(String ledgerKey) {
        return new Payment(ledgerKey, true, 0, 0, 0, BigDecimal.ZERO, BigDecimal.ZERO);
    }

    /** What this request and a later one for the same call took together. */
    public Payment plus(Payment later) {
        return new Payment(
                later.ledgerKey == null ? ledgerKey : later.ledgerKey,
                later.fromLedger,
                billed + later.billed,
                unusable + later.unusable,
                inDoubt + later.inDoubt,
                settled.add(later.settled),
                held.add(later.held));
    }
}
