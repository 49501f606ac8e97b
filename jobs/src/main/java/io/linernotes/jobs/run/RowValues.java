package io.linernotes.jobs.run;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Doubt;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.Payment;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.RecognitionQuality;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Word;
import io.linernotes.jobs.table.ChapterRow;
import io.linernotes.jobs.table.LlmCallRow;
import io.linernotes.jobs.table.SegmentRow;
import io.linernotes.jobs.table.SummaryRow;
import io.linernotes.jobs.table.TopicRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Rows of published tables as the values that they were made from: the way back of {@link TableRows}. */
final class RowValues {
    private RowValues() {}

    static Segment segment(SegmentRow row) {
        List<Word> words = row.words().stream()
                .map(word -> new Word(
                        new TimeRange(word.startMs(), word.endMs()), word.text(), word.probability(), word.estimated()))
                .toList();
        return new Segment(
                new TimeRange(row.startMs(), row.endMs()), row.text(), words, row.speaker(), quality(row), row.flags());
    }

    private static @Nullable RecognitionQuality quality(SegmentRow row) {
        if (row.averageLogProbability() == null) {
            return null;
        }
        return new RecognitionQuality(
                row.averageLogProbability(),
                Objects.requireNonNull(row.noSpeechProbability()),
                Objects.requireNonNull(row.compressionRatio()),
                Objects.requireNonNull(row.temperature()));
    }

    static NumberedSegment numberedSegment(SegmentRow row) {
        return new NumberedSegment(number(row.sentence()), segment(row));
    }

    static Chapter chapter(ChapterRow row) {
        return new Chapter(
                row.chapter(),
                new TimeRange(row.startMs(), row.endMs()),
                row.title(),
                row.summary(),
                row.source(),
                row.creatorStartMs(),
                grounding(row.evidence(), row.doubt()));
    }

    static Topic topic(TopicRow row) {
        return new Topic(
                row.topicId(), row.label(), row.chapter(), row.salience(), grounding(row.evidence(), row.doubt()));
    }

    static Summary summary(SummaryRow row) {
        List<Claim> claims = row.claims().stream()
                .map(claim -> new Claim(claim.text(), grounding(claim.evidence(), claim.doubt())))
                .toList();
        return new Summary(row.kind(), row.text(), claims);
    }

    static LlmCall llmCall(LlmCallRow row) {
        return new LlmCall(
                row.task(),
                row.promptVersion(),
                row.promptSha256(),
                row.requestSha256(),
                row.provider(),
                row.modelAsked(),
                row.modelAnswered(),
                row.outcome(),
                row.finishReason(),
                row.attempts(),
                row.inputTokens(),
                row.cachedInputTokens(),
                row.cacheWriteTokens(),
                row.outputTokens(),
                row.latencyMs(),
                new Payment(
                        row.ledgerKey(),
                        row.fromLedger(),
                        row.billed(),
                        row.unusable(),
                        row.inDoubt(),
                        row.cost() == null ? BigDecimal.ZERO : row.cost(),
                        row.held()));
    }

    private static Grounding grounding(List<String> evidence, @Nullable Doubt doubt) {
        return new Grounding(evidence.stream().map(RowValues::number).toList(), doubt);
    }

    /** {@code S12} gives 12. */
    private static int number(String sentence) {
        return Integer.parseInt(sentence.substring(1));
    }
}
