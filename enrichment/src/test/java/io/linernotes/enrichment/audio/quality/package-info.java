/** Proof of the quality figures on the demo, made worse on purpose. */
@NullMarked
package io.linernotes.enrichment.audio.quality;

import org.jspecify.annotations.NullMarked;
