package io.linernotes.enrichment.notes.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.embedding.MiniLmEmbedder;
import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.SentenceSplitter;
import io.linernotes.enrichment.transcript.Transcript;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The scripted parts of the three demo episodes, found by the embedded model. */
class DemoChaptersTest {
    private static final Path DEMO = Path.of("../jobs/src/main/resources/demo");
    private static final long TOLERANCE_MS = 15_000;

    private static MiniLmEmbedder embedder;
    private static OfflineNotesEngine engine;

    @BeforeAll
    static void open() {
        embedder = new MiniLmEmbedder();
        engine = new OfflineNotesEngine(embedder);
    }

    @AfterAll
    static void close() {
        embedder.close();
    }

    @Test
    void findsMoreThanHalfOfTheScriptedStarts() throws IOException {
        assertThat(shareFound(false)).isGreaterThan(0.5);
    }

    @Test
    void findsHalfOfTheScriptedStartsDespiteRecognitionErrors() throws IOException {
        assertThat(shareFound(true)).isGreaterThanOrEqualTo(0.5);
    }

    /** Starts within the tolerance, over all but the first of each episode, which cannot be missed. */
    private static double shareFound(boolean damaged) throws IOException {
        int found = 0;
        int wanted = 0;
        for (GoldEpisode episode : GoldEpisode.in(DEMO)) {
            Transcript transcript = damaged ? damaged(episode.transcript()) : episode.transcript();
            List<Chapter> chapters = engine.write(new NotesRequest(
                            EpisodeMetadata.NONE,
                            SentenceSplitter.split(transcript).sentences(),
                            List.of()))
                    .chapters();
            assertThat(chapters).hasSizeBetween(2, 8);
            for (long start : episode.starts().subList(1, episode.starts().size())) {
                wanted++;
                found += chapters.stream()
                                .skip(1)
                                .anyMatch(chapter -> Math.abs(chapter.range().startMs() - start) <= TOLERANCE_MS)
                        ? 1
                        : 0;
            }
        }
        return (double) found / wanted;
    }

    /** One word in twenty lost or wrong, and no speakers, as after recognition. */
    private static Transcript damaged(Transcript transcript) {
        Random random = new Random(7);
        List<Segment> segments = new ArrayList<>();
        for (Segment segment : transcript.segments()) {
            List<String> words = new ArrayList<>();
            for (String word : segment.text().split(" ", -1)) {
                int fate = random.nextInt(40);
                if (fate > 0) {
                    words.add(fate == 1 ? "thing" : word);
                }
            }
            segments.add(new Segment(segment.range(), String.join(" ", words), List.of(), null, null, List.of()));
        }
        return new Transcript("en", segments);
    }
}
