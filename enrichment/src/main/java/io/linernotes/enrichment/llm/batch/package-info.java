/**
 * Requests to language models by the thousand: handed over together, answered within a day, at a lower price. Knows the
 * protocols of such services and nothing of money or of what is asked.
 */
@NullMarked
package io.linernotes.enrichment.llm.batch;

import org.jspecify.annotations.NullMarked;
