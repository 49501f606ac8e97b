/**
 * Notes without a network, a key or chance: pure functions over sentences and their vectors. Knows no language model
 * and no ONNX; vectors come through {@link io.linernotes.enrichment.embedding.SentenceEmbedder}.
 */
@NullMarked
package io.linernotes.enrichment.notes.offline;

import org.jspecify.annotations.NullMarked;
