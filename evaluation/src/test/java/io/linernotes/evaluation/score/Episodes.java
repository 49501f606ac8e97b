package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.ChapterSource;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.gold.GoldSet;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Small episodes for tests. */
final class Episodes {
    private Episodes() {}

    static GoldItem gold(String json) {
        return GoldSet.read("test", new StringReader(json), path -> true)
                .items()
                .get(0);
    }

    /** Output with one segment of this text and chapters at these starts, null for steps that did not run. */
    static EpisodeOutput output(@Nullable String text, @Nullable List<Long> chapterStarts) {
        TimeRange all = new TimeRange(0, 3_600_000);
        List<Segment> segments = text == null
                ? null
                : text.isEmpty() ? List.of() : List.of(new Segment(all, text, List.of(), null, null, List.of()));
        List<Sentence> sentences = List.of(new Sentence(1, new TimeRange(400, 3_600_000), "Sentence.", null));
        return new EpisodeOutput("en", segments, sentences, chapters(chapterStarts), null, null);
    }

    /** Output with nothing but a summary paragraph. */
    static EpisodeOutput summary(String text) {
        Claim claim = new Claim(text, Grounding.verified(List.of(1)));
        Summary summary = new Summary(SummaryKind.PARAGRAPH, text, List.of(claim));
        return new EpisodeOutput("en", null, List.of(), null, null, List.of(summary));
    }

    /** Output with nothing but topics of the whole episode, by their salience. */
    static EpisodeOutput topics(Map<String, Double> salience) {
        List<Topic> topics = salience.entrySet().stream()
                .map(topic -> new Topic(null, topic.getKey(), null, topic.getValue(), Grounding.verified(List.of(1))))
                .toList();
        return new EpisodeOutput("en", null, List.of(), null, topics, null);
    }

    private static @Nullable List<Chapter> chapters(@Nullable List<Long> starts) {
        if (starts == null) {
            return null;
        }
        List<Chapter> chapters = new ArrayList<>();
        for (long start : starts) {
            chapters.add(new Chapter(
                    chapters.size(),
                    new TimeRange(start, 3_600_000),
                    "Chapter",
                    null,
                    ChapterSource.GENERATED,
                    null,
                    Grounding.verified(List.of(1))));
        }
        return chapters;
    }
}
