package io.linernotes.jobs.run;

import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.enrichment.notes.EngineKind;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.transcript.RecognitionQuality;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.evaluation.cost.Money;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.jobs.table.ChapterRow;
import io.linernotes.jobs.table.ClaimCell;
import io.linernotes.jobs.table.EntityRow;
import io.linernotes.jobs.table.LlmCallRow;
import io.linernotes.jobs.table.Provenance;
import io.linernotes.jobs.table.QuoteRow;
import io.linernotes.jobs.table.SegmentRow;
import io.linernotes.jobs.table.SummaryRow;
import io.linernotes.jobs.table.TopicRow;
import io.linernotes.jobs.table.WordCell;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The rows of one recording, table by table. */
final class TableRows {
    private final RunIdentity identity;
    private final EnrichedRecording recording;

    TableRows(RunIdentity identity, EnrichedRecording recording) {
        this.identity = identity;
        this.recording = recording;
    }

    List<SegmentRow> segments() {
        return numbered(recording.segments(), this::segment);
    }

    List<ChapterRow> chapters() {
        return numbered(
                notes().chapters(),
                (index, chapter) -> new ChapterRow(
                        recording.recordingId(),
                        chapter.index(),
                        chapter.range().startMs(),
                        chapter.range().endMs(),
                        chapter.title(),
                        chapter.summary(),
                        chapter.source(),
                        chapter.creatorStartMs(),
                        evidence(chapter.grounding()),
                        chapter.grounding().isVerified(),
                        chapter.grounding().doubt(),
                        provenance("chapters")));
    }

    List<TopicRow> topics() {
        return numbered(
                notes().topics(),
                (index, topic) -> new TopicRow(
                        recording.recordingId(),
                        index,
                        topic.chapter(),
                        topic.id(),
                        topic.label(),
                        topic.salience(),
                        evidence(topic.grounding()),
                        topic.grounding().isVerified(),
                        topic.grounding().doubt(),
                        provenance("topics", "consistency")));
    }

    List<SummaryRow> summaries() {
        return numbered(
                notes().summaries(),
                (index, summary) -> new SummaryRow(
                        recording.recordingId(),
                        summary.kind(),
                        summary.text(),
                        claims(summary),
                        summary.kind() == SummaryKind.LINE || summary.kind() == SummaryKind.PARAGRAPH
                                ? provenance("summary", "notes")
                                : provenance("notes")));
    }

    List<QuoteRow> quotes() {
        return numbered(
                notes().quotes(),
                (index, quote) -> new QuoteRow(
                        recording.recordingId(),
                        index,
                        quote.range().startMs(),
                        quote.range().endMs(),
                        quote.text(),
                        quote.speaker(),
                        evidence(quote.grounding()),
                        quote.grounding().isVerified(),
                        quote.grounding().doubt(),
                        provenance("notes")));
    }

    List<EntityRow> entities() {
        return numbered(
                notes().entities(),
                (index, entity) -> new EntityRow(
                        recording.recordingId(),
                        index,
                        entity.name(),
                        entity.kind(),
                        entity.mentions(),
                        evidence(entity.grounding()),
                        entity.grounding().isVerified(),
                        entity.grounding().doubt(),
                        provenance("notes")));
    }

    List<LlmCallRow> llmCalls(PriceList prices) {
        return numbered(
                recording.calls(),
                (index, call) -> llmCall(recording.recordingId(), index, call, prices, identity.appVersion()));
    }

    /** Where the episode comes from: its transcript and, when there are notes, their engine. */
    Provenance episodeProvenance() {
        return provenance("notes");
    }

    private SegmentRow segment(int index, NumberedSegment numbered) {
        Segment segment = numbered.segment();
        RecognitionQuality quality = segment.quality();
        return new SegmentRow(
                recording.recordingId(),
                index,
                "S" + numbered.sentence(),
                segment.range().startMs(),
                segment.range().endMs(),
                segment.text(),
                segment.speaker(),
                segment.words().stream()
                        .map(word -> new WordCell(
                                word.range().startMs(),
                                word.range().endMs(),
                                word.text(),
                                word.probability(),
                                word.estimated()))
                        .toList(),
                quality == null ? null : quality.averageLogProbability(),
                quality == null ? null : quality.noSpeechProbability(),
                quality == null ? null : quality.compressionRatio(),
                quality == null ? null : quality.temperature(),
                segment.flags(),
                provenance());
    }

    static LlmCallRow llmCall(String recording, int index, LlmCall call, PriceList prices, String appVersion) {
        Money cost = prices.price(call);
        return new LlmCallRow(
                recording,
                index,
                call.task(),
                call.promptVersion(),
                call.promptSha256(),
                call.requestSha256(),
                call.provider(),
                call.modelAsked(),
                call.modelAnswered(),
                call.outcome(),
                call.finishReason(),
                call.attempts(),
                call.inputTokens(),
                call.cachedInputTokens(),
                call.cacheWriteTokens(),
                call.outputTokens(),
                call.latencyMs(),
                call.payment().ledgerKey(),
                call.payment().fromLedger(),
                call.payment().billed(),
                call.payment().unusable(),
                call.payment().inDoubt(),
                cost == null ? null : cost.amount(),
                call.payment().held(),
                cost == null ? null : cost.currency(),
                cost == null ? null : prices.date().toString(),
                appVersion);
    }

    private static List<ClaimCell> claims(Summary summary) {
        return summary.claims().stream()
                .map(claim -> new ClaimCell(
                        claim.text(),
                        evidence(claim.grounding()),
                        claim.grounding().isVerified(),
                        claim.grounding().doubt()))
                .toList();
    }

    private static List<String> evidence(Grounding grounding) {
        return grounding.sentences().stream().map(number -> "S" + number).toList();
    }

    /** @param tasks that may have made the row, the likeliest first; none for what no engine of notes makes */
    private Provenance provenance(String... tasks) {
        ModelIdentity model = identity.speechModel();
        EpisodeNotes notes = tasks.length == 0 ? null : recording.notes();
        LlmCall call = notes == null || notes.engine() != EngineKind.LLM
                ? null
                : Stream.of(tasks)
                        .flatMap(task -> answers(notes, task))
                        .findFirst()
                        .orElse(null);
        return new Provenance(
                model == null ? null : model.name(),
                model == null ? null : model.sha256(),
                notes == null ? null : notes.engine(),
                call == null ? null : call.modelAnswered(),
                call == null ? null : call.task() + "/" + call.promptVersion(),
                call == null ? null : call.promptSha256(),
                identity.appVersion());
    }

    private static Stream<LlmCall> answers(EpisodeNotes notes, String task) {
        return notes.calls().stream()
                .filter(call -> call.task().equals(task) && call.outcome().equals(LlmCall.OK));
    }

    private EpisodeNotes notes() {
        return recording.notes() != null
                ? recording.notes()
                : new EpisodeNotes(
                        EngineKind.OFFLINE,
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of(),
                        List.of());
    }

    private static <T, R> List<R> numbered(List<T> values, BiFunction<Integer, T, R> toRow) {
        return IntStream.range(0, values.size())
                .mapToObj(index -> toRow.apply(index, values.get(index)))
                .toList();
    }
}
