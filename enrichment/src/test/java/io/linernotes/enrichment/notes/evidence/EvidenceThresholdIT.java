package io.linernotes.enrichment.notes.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.langchain4j.data.segment.TextSegment;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import io.linernotes.enrichment.embedding.SentenceEmbedder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Where the threshold of similarity comes from: sentences that people wrote about chapters of a podcast, held against
 * sentences of that chapter, and against sentences of another episode of the same show, which deals with the same things.
 */
class EvidenceThresholdIT {
    private static final Path SHARED = Path.of(System.getProperty("linernotes.shared", "../../shared"));
    private static final int PAIRS = 40;
    private static final int CITED = 3;

    /** What was said in an episode's chapter, and what a person wrote about it. */
    private record Section(String episode, String claim, List<String> sentences) {}

    @Test
    void letsHonestCitationsPassAndStopsMostOthers() throws IOException {
        Path folder = SHARED.resolve("gold/optech-podcast");
        if (!Files.exists(folder)) {
            Assumptions.abort("The threshold of similarity was not measured: no folder " + folder.toAbsolutePath());
        }
        AllMiniLmL6V2QuantizedEmbeddingModel model = new AllMiniLmL6V2QuantizedEmbeddingModel();
        SentenceEmbedder embedder =
                texts -> model.embedAll(texts.stream().map(TextSegment::from).toList()).content().stream()
                        .map(embedding -> embedding.vector())
                        .toList();
        Nearness nearness = new Nearness(embedder, EvidenceVerifier.MIN_SIMILARITY);
        List<Section> sections = sections(folder);
        Random random = new Random(7);

        int honest = 0;
        int elsewhere = 0;
        for (int i = 0; i < PAIRS; i++) {
            Section section = sections.get(random.nextInt(sections.size()));
            honest += nearness.isNear(section.claim(), fitting(section, embedder)) ? 1 : 0;
            elsewhere += nearness.isNear(section.claim(), fromAnotherEpisode(section, sections, random)) ? 1 : 0;
        }

        System.out.printf("Passed: %d of %d honest, %d of %d of another episode%n", honest, PAIRS, elsewhere, PAIRS);
        assertThat(honest).isGreaterThanOrEqualTo(PAIRS * 95 / 100);
        assertThat(elsewhere).isLessThanOrEqualTo(PAIRS * 20 / 100);
    }

    /** A citer who is good but not perfect: the second to fourth best sentences of the chapter. */
    private static List<String> fitting(Section section, SentenceEmbedder embedder) {
        float[] claim = embedder.embed(List.of(section.claim())).get(0);
        List<float[]> vectors = embedder.embed(section.sentences());
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < vectors.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparingDouble((Integer i) -> -dot(claim, vectors.get(i))));
        return order.subList(1, 1 + CITED).stream()
                .map(section.sentences()::get)
                .toList();
    }

    private static List<String> fromAnotherEpisode(Section section, List<Section> sections, Random random) {
        List<Section> others = sections.stream()
                .filter(other -> !other.episode().equals(section.episode()))
                .toList();
        List<String> cited = new ArrayList<>();
        List<String> sentences = others.get(random.nextInt(others.size())).sentences();
        for (int i = 0; i < CITED; i++) {
            cited.add(sentences.get(random.nextInt(sentences.size())));
        }
        return cited;
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static List<Section> sections(Path folder) throws IOException {
        List<Section> sections = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("items.jsonl"))) {
            JsonNode item = new ObjectMapper().readTree(line);
            String transcript =
                    Files.readString(folder.resolve(item.path("transcript").asText()));
            JsonNode chapters = item.path("chapters");
            for (int i = 0; i < chapters.size(); i++) {
                long end = i + 1 < chapters.size()
                        ? chapters.path(i + 1).path("start_ms").asLong()
                        : Long.MAX_VALUE;
                List<String> sentences =
                        sentences(transcript, chapters.path(i).path("start_ms").asLong(), end);
                String claim = firstSentence(chapters.path(i).path("summary").asText());
                if (sentences.size() > CITED && claim.split(" ", -1).length >= 6) {
                    sections.add(new Section(item.path("id").asText(), claim, sentences));
                }
            }
        }
        return sections;
    }

    private static List<String> sentences(String transcript, long startMs, long endMs) {
        List<String> sentences = new ArrayList<>();
        for (String cue : transcript.split("\n\n", -1)) {
            int text = cue.indexOf('\n');
            if (cue.contains(" --> ") && text > 0 && startMs <= millis(cue) && millis(cue) < endMs) {
                for (String sentence :
                        cue.substring(text + 1).replaceAll("<[^>]+>", "").split("(?<=[.?!]) ", -1)) {
                    if (sentence.split(" ", -1).length > 4 && sentences.size() < 25) {
                        sentences.add(sentence);
                    }
                }
            }
        }
        return sentences;
    }

    private static String firstSentence(String text) {
        return text.split("(?<=[.?!]) ", 2)[0];
    }

    private static long millis(String cue) {
        String[] parts = cue.substring(0, cue.indexOf(' ')).split("[:.]", -1);
        long millis = 0;
        for (int i = 0; i < 3; i++) {
            millis = (millis + Long.parseLong(parts[i])) * (i < 2 ? 60 : 1_000);
        }
        return millis + Long.parseLong(parts[3]);
    }
}
