package io.linernotes.evaluation.report;

import io.linernotes.evaluation.cost.Money;
import io.linernotes.evaluation.score.Score;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One recording in the report.
 *
 * @param id names it for scripts; unique
 * @param title of the episode, or the file's name
 * @param durationMs decoded; null when nothing was
 * @param state as in the {@code episodes} table
 * @param problem one sentence on why it is not simply ready; null when it is
 * @param chapters sorted by start
 * @param goldChapters sorted by start; empty without gold
 * @param line summary in one sentence; null when there is none
 * @param topics labels, most important first
 * @param claims statements in its notes
 * @param verifiedClaims of these, checked against the recording
 * @param scores empty without gold
 * @param cost of its calls; null when not all of them have a price
 */
public record EpisodeFacts(
        String id,
        @Nullable String show,
        String title,
        @Nullable Long durationMs,
        Outcome outcome,
        String state,
        @Nullable String problem,
        List<ChapterMark> chapters,
        List<ChapterMark> goldChapters,
        @Nullable String line,
        List<String> topics,
        int claims,
        int verifiedClaims,
        List<Score> scores,
        @Nullable Money cost)
        implements Serializable {
    public EpisodeFacts {
        chapters = List.copyOf(chapters);
        goldChapters = List.copyOf(goldChapters);
        topics = List.copyOf(topics);
        scores = List.copyOf(scores);
    }
}
