/** Sentences to vectors, in this process. */
@NullMarked
package io.linernotes.enrichment.embedding;

import org.jspecify.annotations.NullMarked;
