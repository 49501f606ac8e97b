package io.linernotes.evaluation.annotation;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.ChapterSource;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.enrichment.recording.RecordingId;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.score.EpisodeOutput;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Episodes of 60 sentences in ten minutes, with a chapter every 200 seconds. */
final class Noted {
    static final int SENTENCES = 60;
    static final long DURATION_MS = 600_000;

    private Noted() {}

    /** An episode whose chapters, claims and topics are called like this. */
    static NotedEpisode episode(String name, @Nullable String show, String... texts) {
        List<Sentence> sentences = IntStream.range(0, SENTENCES)
                .mapToObj(i -> new Sentence(
                        i + 1, new TimeRange(10_000L * i, 10_000L * i + 9_500), "Sentence %d.".formatted(i + 1), null))
                .toList();
        List<Chapter> chapters = IntStream.range(0, 3)
                .mapToObj(i -> new Chapter(
                        i,
                        new TimeRange(200_000L * i, 200_000L * (i + 1)),
                        texts[i % texts.length],
                        null,
                        ChapterSource.GENERATED,
                        null,
                        Grounding.verified(List.of(20 * i + 1))))
                .toList();
        List<Claim> claims = IntStream.range(0, texts.length)
                .mapToObj(i -> new Claim(texts[i], Grounding.verified(List.of(i + 1, i + 3))))
                .toList();
        Topic whole = new Topic(null, texts[0], null, 1, Grounding.verified(List.of(1)));
        Topic part = new Topic(null, "of a chapter", 0, 1, Grounding.verified(List.of(1)));
        List<Summary> summaries = List.of(
                new Summary(SummaryKind.LINE, texts[0], claims.subList(0, 1)),
                new Summary(SummaryKind.PARAGRAPH, String.join(" ", texts), claims));
        return new NotedEpisode(
                recording(name),
                name,
                show,
                "The title of " + name,
                DURATION_MS,
                new EpisodeOutput("en", null, sentences, chapters, List.of(whole, part), summaries));
    }

    private static RecordingId recording(String name) {
        return new RecordingId("%064x".formatted(name.hashCode() & 0xffffffffL).replaceFirst("^(0{56})(.*)", "$2$1"));
    }
}
