/** Proof that the model keeps the contract of voice detectors. */
@NullMarked
package io.linernotes.enrichment.asr.vad;

import org.jspecify.annotations.NullMarked;
