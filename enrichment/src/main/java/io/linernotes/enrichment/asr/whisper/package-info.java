/** Whisper: features, tokens, graphs, decoding. With {@code embedding} the only package that sees ONNX Runtime. */
@NullMarked
package io.linernotes.enrichment.asr.whisper;

import org.jspecify.annotations.NullMarked;
