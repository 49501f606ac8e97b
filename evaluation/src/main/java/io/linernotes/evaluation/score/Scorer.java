package io.linernotes.evaluation.score;

import io.linernotes.enrichment.embedding.SentenceEmbedder;
import io.linernotes.evaluation.gold.GoldItem;
import java.util.List;
import java.util.stream.Stream;

/** Scores what a run produced for one recording against its gold. Safe for several threads if its embedder is. */
public final class Scorer {
    private final Likeness likeness;

    /** @param embedder compares meanings; values of different embedders cannot be compared */
    public Scorer(SentenceEmbedder embedder) {
        this.likeness = new Likeness(embedder);
    }

    /**
     * One score for each metric that the gold item allows, defined or not. What the gold does not know is not scored at
     * all; what the run should have produced and did not is undefined, with its reason.
     */
    public List<Score> score(GoldItem gold, EpisodeOutput output) {
        return Stream.of(
                        TranscriptScorer.score(gold, output),
                        ChapterScorer.score(gold, output, likeness),
                        SummaryScorer.score(gold, output, likeness),
                        TopicScorer.score(gold, output))
                .flatMap(List::stream)
                .toList();
    }
}
