/** Error codes and the one exception that carries them. */
@NullMarked
package io.linernotes.enrichment.failure;

import org.jspecify.annotations.NullMarked;
