package io.linernotes.evaluation.score;

import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.gold.GoldTimes;

/** Whether our chapters come early or late as a whole: a diagnosis, not a score. */
public final class ShiftCheck {
    /** Half a minute of tolerance leaves room for a minute. */
    public static final int FARTHEST_S = 60;

    private ShiftCheck() {}

    /** Whether the item's boundaries can be held against a clock. */
    public static boolean applies(GoldItem gold, EpisodeOutput output) {
        return gold.times() != GoldTimes.SYNTHETIC && !gold.chapters().isEmpty() && output.chapters() != null;
    }

    /** Boundary F1 within 30 s when all of our starts are moved by so many seconds; of an item that it applies to. */
    public static double f1(GoldItem gold, EpisodeOutput output, int seconds) {
        return ChapterScorer.shiftedF1(gold, output, 1000L * seconds);
    }
}
