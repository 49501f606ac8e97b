/**
 * The ledger of paid requests: what is asked before a request leaves, what is written down before and after, and how that is
 * read back. A reply that was paid for is never paid for again. Knows neither HTTP nor what the requests are about; money
 * comes in as a {@link io.linernotes.enrichment.llm.ledger.Tariff}.
 */
@NullMarked
package io.linernotes.enrichment.llm.ledger;

import org.jspecify.annotations.NullMarked;
