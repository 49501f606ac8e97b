/** Proof of the loudness meter, against the filter that comes with libav. */
@NullMarked
package io.linernotes.enrichment.audio.loudness;

import org.jspecify.annotations.NullMarked;
