package io.linernotes.enrichment.embedding;

import java.util.List;

/** Maps sentences to vectors whose dot product is their closeness in meaning. Safe for several threads. */
public interface SentenceEmbedder {
    /**
     * Embeds texts.
     *
     * @return one vector of length 1 per text, float32, [texts][dimensions], in the same order; the caller owns them
     */
    List<float[]> embed(List<String> texts);
}
