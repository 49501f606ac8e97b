/** Voice detection by a model. Here and not beside the other detector, because ONNX Runtime is seen only in {@code asr}. */
@NullMarked
package io.linernotes.enrichment.asr.vad;

import org.jspecify.annotations.NullMarked;
