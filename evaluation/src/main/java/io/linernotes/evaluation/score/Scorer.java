package io.linernotes.evaluation.score;

import io.linernotes.evaluation.gold.GoldItem;
import java.util.List;
import java.util.stream.Stream;

/** Scores what a run produced for one recording against its gold. */
public final class Scorer {
    private Scorer() {}

    /**
     * One score for each metric that the gold item allows, defined or not. What the gold does not know is not scored at
     * all; what the run should have produced and did not is undefined, with its reason.
     */
    public static List<Score> score(GoldItem gold, EpisodeOutput output) {
        return Stream.of(
                        TranscriptScorer.score(gold, output),
                        ChapterScorer.score(gold, output),
                        SummaryScorer.score(gold, output),
                        TopicScorer.score(gold, output))
                .flatMap(List::stream)
                .toList();
    }
}
