package io.linernotes.evaluation.annotation;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.enrichment.recording.RecordingId;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.metric.chapter.UnitStarts;
import io.linernotes.evaluation.score.EpisodeOutput;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An episode of a published run that people can judge.
 *
 * @param name of its file, without the ending; unique in the run
 * @param show null when not known
 * @param title null when not known
 * @param durationMs length in milliseconds
 * @param output with notes and at least one sentence
 */
public record NotedEpisode(
        RecordingId recording,
        String name,
        @Nullable String show,
        @Nullable String title,
        long durationMs,
        EpisodeOutput output) {
    public NotedEpisode {
        if (output.chapters() == null
                || output.topics() == null
                || output.summaries() == null
                || output.sentences().isEmpty()) {
            throw new IllegalArgumentException("Invalid episode: %s has no notes".formatted(name));
        }
    }

    UnitStarts starts() {
        return new UnitStarts(sentences().stream()
                .mapToLong(sentence -> sentence.range().startMs())
                .toArray());
    }

    List<Sentence> sentences() {
        return output.sentences();
    }

    List<Chapter> chapters() {
        return Objects.requireNonNull(output.chapters());
    }

    List<Topic> topics() {
        return Objects.requireNonNull(output.topics());
    }

    List<Summary> summaries() {
        return Objects.requireNonNull(output.summaries());
    }
}
