/** Checks what recognition shares with the rest. */
@NullMarked
package io.linernotes.enrichment.asr;

import org.jspecify.annotations.NullMarked;
