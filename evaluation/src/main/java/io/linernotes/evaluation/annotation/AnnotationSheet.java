package io.linernotes.evaluation.annotation;

import java.util.List;

/**
 * A sheet for people to label.
 *
 * @param csv its text
 * @param episodes that it asks about
 * @param rows to label
 */
public record AnnotationSheet(String csv, int episodes, int rows) {
    /** Asks about everything that a run wrote for a sample of its episodes, at most {@code size}. */
    public static AnnotationSheet of(List<NotedEpisode> episodes, int size) {
        List<NotedEpisode> sample = EpisodeSample.of(episodes, size);
        List<SheetRow> rows = sample.stream()
                .flatMap(episode -> SheetRows.of(episode).stream())
                .toList();
        return new AnnotationSheet(SheetWriter.write(rows), sample.size(), rows.size());
    }
}
