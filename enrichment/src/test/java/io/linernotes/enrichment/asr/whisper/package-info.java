/** Checks Whisper against figures of the reference implementation. */
@NullMarked
package io.linernotes.enrichment.asr.whisper;

import org.jspecify.annotations.NullMarked;
