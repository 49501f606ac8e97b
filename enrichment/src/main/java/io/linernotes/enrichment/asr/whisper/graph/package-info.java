/** Whisper as ONNX graphs, written from the weights. Knows shapes and operators, nothing of decoding. */
@NullMarked
package io.linernotes.enrichment.asr.whisper.graph;

import org.jspecify.annotations.NullMarked;
