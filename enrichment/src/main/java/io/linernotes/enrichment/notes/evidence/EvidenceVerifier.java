package io.linernotes.enrichment.notes.evidence;

import io.linernotes.enrichment.embedding.SentenceEmbedder;
import io.linernotes.enrichment.notes.NotesRequest;
import org.jspecify.annotations.Nullable;

/** Says how strictly statements are held against a recording. Safe for several threads. */
public final class EvidenceVerifier {
    /**
     * For MiniLM: on human summaries of podcast chapters it passes all that cite fitting sentences, and about one in ten that
     * cite sentences of another episode of the same show. See {@code EvidenceThresholdIT}.
     */
    public static final double MIN_SIMILARITY = 0.35;

    private final @Nullable SentenceEmbedder embedder;
    private final double minSimilarity;

    /**
     * @param embedder compares meanings; without one, a statement has to share at least one longer word with its evidence
     * @param minSimilarity cosine below which a statement is too far from its evidence, -1 to 1, for example {@link
     *     #MIN_SIMILARITY}
     */
    public EvidenceVerifier(@Nullable SentenceEmbedder embedder, double minSimilarity) {
        if (!(minSimilarity >= -1 && minSimilarity <= 1)) {
            throw new IllegalArgumentException("Invalid verifier: minSimilarity = " + minSimilarity);
        }
        this.embedder = embedder;
        this.minSimilarity = minSimilarity;
    }

    /** The evidence of one episode. */
    public Evidence of(NotesRequest request) {
        return new Evidence(request, new Nearness(embedder, minSimilarity));
    }
}
