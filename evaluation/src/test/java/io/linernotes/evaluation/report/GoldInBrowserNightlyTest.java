package io.linernotes.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.embedding.MiniLmEmbedder;
import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.NotesEngine;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.offline.OfflineConfig;
import io.linernotes.enrichment.notes.offline.OfflineNotesEngine;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.enrichment.transcript.SentenceSplitter;
import io.linernotes.enrichment.transcript.file.TranscriptReader;
import io.linernotes.evaluation.SharedData;
import io.linernotes.evaluation.gate.GateOutcome;
import io.linernotes.evaluation.gate.GateResult;
import io.linernotes.evaluation.gate.Gates;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.gold.GoldSet;
import io.linernotes.evaluation.run.Floors;
import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.score.EpisodeOutput;
import io.linernotes.evaluation.score.Scorer;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The offline engine on every gold transcript, with every chapter moved by 40 s. */
@Tag("nightly")
@EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
class GoldInBrowserNightlyTest extends EvaluationInBrowser {
    private static final long SHIFT_MS = 40_000;

    private List<GateResult> gates = List.of();

    /** What the engine wrote of one recording. */
    private record Written(String set, GoldItem gold, List<Sentence> sentences, EpisodeNotes notes) {}

    @Override
    EvaluationReport report() throws IOException {
        try (MiniLmEmbedder embedder = new MiniLmEmbedder()) {
            Scorer scorer = new Scorer(embedder);
            List<Written> written = written(new OfflineNotesEngine(embedder, OfflineConfig.DEFAULTS));
            RunEvaluation before = run("before", scorer, written, UnaryOperator.identity());
            RunEvaluation moved = run("moved", scorer, written, GoldInBrowserNightlyTest::moved);
            gates = Gates.checkBundled(moved, before);
            return new EvaluationReport(moved, before, Floors.of(moved, scorer), gates, List.of(), List.of());
        }
    }

    @Override
    String verdict() {
        return "Not good enough: 2 of 7 gates failed.";
    }

    @Test
    void onlyTheGatesOfChaptersFail() {
        assertThat(gates)
                .filteredOn(gate -> gate.outcome() == GateOutcome.FAIL)
                .extracting(GateResult::name)
                .containsExactly("chapter starts", "chapter places in the text");
    }

    private static List<Written> written(NotesEngine engine) throws IOException {
        Path gold = SharedData.path("gold");
        List<Written> written = new ArrayList<>();
        try (Stream<Path> folders = Files.list(gold)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                for (GoldItem item : GoldSet.read(folder.resolve("items.jsonl")).items()) {
                    if (item.transcript() != null) {
                        written.add(write(folder, item, engine));
                    }
                }
            }
        }
        return written;
    }

    private static Written write(Path folder, GoldItem item, NotesEngine engine) {
        try (InputStream file = Files.newInputStream(folder.resolve(String.valueOf(item.transcript())))) {
            List<Sentence> sentences =
                    SentenceSplitter.split(TranscriptReader.read(file)).sentences();
            EpisodeNotes notes = engine.write(new NotesRequest(EpisodeMetadata.NONE, sentences, List.of()));
            return new Written(folder.getFileName().toString(), item, sentences, notes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static RunEvaluation run(String id, Scorer scorer, List<Written> written, UnaryOperator<Chapter> change) {
        List<ItemEvaluation> items = written.stream()
                .map(one -> ItemEvaluation.of(
                        scorer,
                        one.set() + "/" + one.gold().id(),
                        one.set(),
                        one.gold(),
                        new EpisodeOutput(
                                "en",
                                null,
                                one.sentences(),
                                one.notes().chapters().stream().map(change).toList(),
                                one.notes().topics(),
                                one.notes().summaries()),
                        one.gold().title() == null
                                ? one.gold().id()
                                : one.gold().title(),
                        "OK",
                        null,
                        one.gold().durationMs()))
                .toList();
        long audioMs = written.stream()
                .mapToLong(one ->
                        one.sentences().get(one.sentences().size() - 1).range().endMs())
                .sum();
        return new RunEvaluation(
                id,
                "notes/run=" + id,
                null,
                null,
                null,
                "offline",
                "test",
                audioMs,
                Map.of("OK", (long) items.size()),
                items,
                items.size(),
                List.of(),
                List.of(),
                null,
                null);
    }

    private static Chapter moved(Chapter chapter) {
        TimeRange range = chapter.range();
        return new Chapter(
                chapter.index(),
                new TimeRange(range.startMs() + SHIFT_MS, range.endMs() + SHIFT_MS),
                chapter.title(),
                chapter.summary(),
                chapter.source(),
                chapter.creatorStartMs(),
                chapter.grounding());
    }
}
