/** The one way into ONNX Runtime, and its file format. Knows no model. */
@NullMarked
package io.linernotes.enrichment.onnx;

import org.jspecify.annotations.NullMarked;
