/** Proof of the decoder, against the program that comes with the same library. */
@NullMarked
package io.linernotes.enrichment.audio.libav;

import org.jspecify.annotations.NullMarked;
