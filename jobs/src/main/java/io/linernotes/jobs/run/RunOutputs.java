package io.linernotes.jobs.run;

import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.SentencedTranscript;
import io.linernotes.evaluation.score.EpisodeOutput;
import io.linernotes.jobs.table.ChapterRow;
import io.linernotes.jobs.table.EpisodeRow;
import io.linernotes.jobs.table.EpisodeState;
import io.linernotes.jobs.table.RunTable;
import io.linernotes.jobs.table.SegmentRow;
import io.linernotes.jobs.table.SummaryRow;
import io.linernotes.jobs.table.TopicRow;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a published run wrote for each of its episodes. */
final class RunOutputs {
    private final TableFolder tables;
    private final List<EpisodeRow> episodes;
    private final Map<String, List<SegmentRow>> segments;
    private final Map<String, List<ChapterRow>> chapters;
    private final Map<String, List<TopicRow>> topics;
    private final Map<String, List<SummaryRow>> summaries;

    RunOutputs(TableFolder tables) {
        this.tables = tables;
        episodes = tables.rows(RunTable.EPISODES, EpisodeRow.class).stream()
                .sorted(Comparator.comparing(EpisodeRow::media))
                .toList();
        segments = grouped(RunTable.SEGMENTS, SegmentRow.class, SegmentRow::recordingId);
        chapters = grouped(RunTable.CHAPTERS, ChapterRow.class, ChapterRow::recordingId);
        topics = grouped(RunTable.TOPICS, TopicRow.class, TopicRow::recordingId);
        summaries = grouped(RunTable.SUMMARIES, SummaryRow.class, SummaryRow::recordingId);
    }

    /** All of them, by address. */
    List<EpisodeRow> episodes() {
        return episodes;
    }

    /** Names what the rows of an episode belong to. */
    static String recording(EpisodeRow episode) {
        return Objects.requireNonNullElse(episode.recordingId(), episode.media());
    }

    EpisodeOutput of(EpisodeRow episode) {
        String recording = recording(episode);
        List<SegmentRow> said = ordered(segments, recording, SegmentRow::segment);
        boolean usable = episode.state() == EpisodeState.OK || episode.state() == EpisodeState.OK_DEGRADED;
        // Silence is a transcript too: an empty one.
        boolean recognised = episode.provenance().asrModel() != null
                && (usable || episode.state() == EpisodeState.SKIPPED || !said.isEmpty());
        boolean noted = usable && episode.provenance().engine() != null;
        List<Segment> spoken = said.stream().map(RowValues::segment).toList();
        List<Integer> numbers = said.stream()
                .map(row -> RowValues.numberedSegment(row).sentence())
                .toList();
        return new EpisodeOutput(
                episode.language(),
                recognised ? spoken : null,
                SentencedTranscript.of(episode.language(), spoken, numbers).sentences(),
                noted ? values(chapters, recording, ChapterRow::chapter, RowValues::chapter) : null,
                noted ? values(topics, recording, TopicRow::topic, RowValues::topic) : null,
                noted ? values(summaries, recording, SummaryRow::kind, RowValues::summary) : null);
    }

    /** Length in milliseconds, by the last word where nothing was decoded; null when neither is known. */
    @Nullable
    Long durationMs(EpisodeRow episode) {
        if (episode.decodedMs() != null) {
            return episode.decodedMs();
        }
        List<SegmentRow> said = ordered(segments, recording(episode), SegmentRow::segment);
        return said.isEmpty() ? null : said.get(said.size() - 1).endMs();
    }

    private <T extends Record> Map<String, List<T>> grouped(
            RunTable table, Class<T> type, Function<T, String> recordingId) {
        return tables.rows(table, type).stream().collect(Collectors.groupingBy(recordingId));
    }

    private static <T, P extends Comparable<P>, V> List<V> values(
            Map<String, List<T>> rows, String recording, Function<T, P> position, Function<T, V> value) {
        return ordered(rows, recording, position).stream().map(value).toList();
    }

    private static <T, P extends Comparable<P>> List<T> ordered(
            Map<String, List<T>> rows, String recording, Function<T, P> position) {
        return rows.getOrDefault(recording, List.of()).stream()
                .sorted(Comparator.comparing(position))
                .toList();
    }
}
