package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Episodes for tests: the demo's, and ones made of given sentences. */
final class Episodes {
    private static final Path DEMO = Path.of("../jobs/src/main/resources/demo/items.jsonl");

    private Episodes() {}

    /** A demo episode with the sentences that its authors wrote. */
    static NotesRequest demo(String id) {
        for (String line : demoLines()) {
            try {
                JsonNode item = new ObjectMapper().readTree(line);
                if (item.path("id").asText().equals(id)) {
                    return new NotesRequest(metadata(item), sentences(item), List.of());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        throw new IllegalArgumentException("No such episode: " + id);
    }

    /** An episode in which each sentence takes as long as its words at 150 a minute, with a breath after it. */
    static NotesRequest of(List<String> texts) {
        List<Sentence> sentences = new ArrayList<>();
        long ms = 500;
        for (String text : texts) {
            long length = text.split(" ").length * 400L;
            sentences.add(new Sentence(sentences.size() + 1, new TimeRange(ms, ms + length - 200), text, null));
            ms += length;
        }
        return new NotesRequest(new EpisodeMetadata("Show", "Title", null, "en", null), sentences, List.of());
    }

    /** The demo's sentences, over and over, until so many minutes are spoken. */
    static NotesRequest lasting(int minutes) {
        List<Sentence> pool = demo("long-way-round").sentences();
        List<String> texts = new ArrayList<>();
        for (int words = 0;
                words < 150 * minutes;
                words += texts.get(texts.size() - 1).split(" ").length) {
            texts.add(pool.get(texts.size() % pool.size()).text());
        }
        return of(texts);
    }

    /** One recording of both, about what the first is about. */
    static NotesRequest joined(NotesRequest first, NotesRequest second) {
        List<Sentence> sentences = new ArrayList<>(first.sentences());
        int count = sentences.size();
        long end = sentences.get(count - 1).range().endMs();
        for (Sentence sentence : second.sentences()) {
            TimeRange range = sentence.range();
            TimeRange moved = new TimeRange(end + range.startMs(), end + range.endMs());
            sentences.add(new Sentence(count + sentence.number(), moved, sentence.text(), sentence.speaker()));
        }
        return new NotesRequest(first.metadata(), sentences, first.creatorChapters());
    }

    static NotesRequest withChapters(NotesRequest request, EmbeddedChapter... chapters) {
        return new NotesRequest(request.metadata(), request.sentences(), List.of(chapters));
    }

    private static List<String> demoLines() {
        try {
            return Files.readAllLines(DEMO);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static EpisodeMetadata metadata(JsonNode item) {
        return new EpisodeMetadata(
                item.path("show").asText(),
                item.path("title").asText(),
                item.path("published").asText(),
                item.path("language").asText(),
                item.path("description").asText());
    }

    private static List<Sentence> sentences(JsonNode item) {
        List<Sentence> sentences = new ArrayList<>();
        for (JsonNode sentence : item.path("sentences")) {
            sentences.add(new Sentence(
                    sentences.size() + 1,
                    new TimeRange(
                            sentence.path("start_ms").asLong(),
                            sentence.path("end_ms").asLong()),
                    sentence.path("text").asText(),
                    sentence.path("speaker").textValue()));
        }
        return sentences;
    }
}
