/** The one way into ONNX Runtime. Knows no model. */
@NullMarked
package io.linernotes.enrichment.onnx;

import org.jspecify.annotations.NullMarked;
