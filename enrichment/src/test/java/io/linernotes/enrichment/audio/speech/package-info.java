/** Proof of the voice detectors and of the windows. */
@NullMarked
package io.linernotes.enrichment.audio.speech;

import org.jspecify.annotations.NullMarked;
