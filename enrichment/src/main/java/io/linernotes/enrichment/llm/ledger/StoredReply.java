package io.linernotes.enrichment.llm.ledger;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * A reply that was paid for earlier.
 *
 * @param status HTTP status
 * @param body UTF-8 text
 * @param cost what it cost; null when it did not say what it took
 * @param reserved what was kept for it, so that it counts where the cost is not known
 */
public record StoredReply(int status, String body, @Nullable BigDecimal cost, BigDecimal reserved) {}
