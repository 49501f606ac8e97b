package io.linernotes.enrichment.notes.offline;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.embedding.MiniLmEmbedder;
import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.enrichment.transcript.SentenceSplitter;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Chapters of whole podcasts against those that people made: minutes of work, so only in the profile
 * {@code nightly}. Prints what it measures.
 */
@Tag("nightly")
@EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
class ChapterQualityNightlyTest {
    private static final Path GOLD = Path.of(System.getProperty("linernotes.shared", "../../shared"), "gold");
    private static final long TOLERANCE_MS = 30_000;

    @ParameterizedTest
    @CsvSource({"syntax-podcast, 0.50, 0", "optech-podcast, 0, 0.40", "bitcoin-transcripts, 0, 0.24"})
    void reachesTheBar(String set, double leastF1, double leastSimilarity) throws IOException {
        Path folder = GOLD.resolve(set);
        if (!Files.exists(folder)) {
            Assumptions.abort("No gold data at " + folder.toAbsolutePath());
        }
        List<GoldEpisode> episodes = GoldEpisode.in(folder);
        double f1 = 0;
        double similarity = 0;
        double ratio = 0;
        double hours = 0;
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        try (MiniLmEmbedder embedder = new MiniLmEmbedder()) {
            OfflineNotesEngine engine = new OfflineNotesEngine(embedder);
            for (GoldEpisode episode : episodes) {
                List<Sentence> sentences =
                        SentenceSplitter.split(episode.transcript()).sentences();
                List<Long> found =
                        engine.write(new NotesRequest(EpisodeMetadata.NONE, sentences, List.of())).chapters().stream()
                                .map(Chapter::range)
                                .map(range -> range.startMs())
                                .toList();
                f1 += f1(later(episode.starts(), 0), found.subList(1, found.size())) / episodes.size();
                similarity += similarity(cues(episode, episode.starts()), cues(episode, found)) / episodes.size();
                ratio += (double) found.size() / episode.starts().size() / episodes.size();
                hours += sentences.get(sentences.size() - 1).range().endMs() / 3.6e6;
            }
        }
        double seconds = (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9;
        System.out.printf(
                "%s: F1 at 30 s %.3f, boundary similarity %.3f, count ratio %.2f, %.2f CPU s per hour of audio%n",
                set, f1, similarity, ratio, seconds / hours);

        assertThat(f1).isGreaterThanOrEqualTo(leastF1);
        assertThat(similarity).isGreaterThanOrEqualTo(leastSimilarity);
        assertThat(ratio).isBetween(0.75, 1.35);
    }

    private static List<Long> later(List<Long> starts, long than) {
        return starts.stream().filter(start -> start > than).toList();
    }

    /** Most pairs of boundaries within the tolerance, each used once; both lists ascend. */
    private static double f1(List<Long> gold, List<Long> found) {
        int pairs = 0;
        int g = 0;
        int f = 0;
        while (g < gold.size() && f < found.size()) {
            long distance = gold.get(g) - found.get(f);
            if (Math.abs(distance) <= TOLERANCE_MS) {
                pairs++;
                g++;
                f++;
            } else if (distance < 0) {
                g++;
            } else {
                f++;
            }
        }
        return gold.isEmpty() && found.isEmpty() ? 1 : 2.0 * pairs / (gold.size() + found.size());
    }

    /** For each start, the cue that starts nearest to it; the first cue is no boundary. */
    private static NavigableSet<Integer> cues(GoldEpisode episode, List<Long> starts) {
        List<Segment> cues = episode.transcript().segments();
        NavigableSet<Integer> boundaries = new TreeSet<>();
        for (long start : starts) {
            int nearest = 0;
            for (int cue = 1; cue < cues.size(); cue++) {
                if (distance(cues, cue, start) < distance(cues, nearest, start)) {
                    nearest = cue;
                }
            }
            if (nearest > 0) {
                boundaries.add(nearest);
            }
        }
        return boundaries;
    }

    private static long distance(List<Segment> cues, int cue, long start) {
        return Math.abs(cues.get(cue).range().startMs() - start);
    }

    /** Fournier's boundary similarity with transpositions of one unit, which count half. */
    private static double similarity(NavigableSet<Integer> gold, NavigableSet<Integer> found) {
        NavigableSet<Integer> missed = new TreeSet<>(gold);
        missed.removeAll(found);
        NavigableSet<Integer> surplus = new TreeSet<>(found);
        surplus.removeAll(gold);
        int matches = gold.size() - missed.size();
        int near = 0;
        for (int boundary : missed) {
            if (surplus.remove(boundary - 1) || surplus.remove(boundary + 1)) {
                near++;
            }
        }
        int edits = missed.size() - near + surplus.size();
        int all = edits + near + matches;
        return all == 0 ? 1 : 1 - (edits + 0.5 * near) / all;
    }
}
