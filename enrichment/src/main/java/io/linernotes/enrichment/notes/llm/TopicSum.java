package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;

/** Adds up what is said about parts and chapters to what the whole is about, weighted by how much of it they are. */
final class TopicSum {
    private static final Comparator<Topic> BY_SALIENCE =
            Comparator.comparingDouble(Topic::salience).reversed();

    private final EpisodeText text;
    private final int total;
    private final List<Topic> ofProposed = new ArrayList<>();
    private final Map<String, Topic> phrases = new LinkedHashMap<>();

    TopicSum(EpisodeText text, SentenceSpan everything) {
        this.text = text;
        this.total = text.tokens(everything);
    }

    void add(Subjects subjects, SentenceSpan part) {
        ofProposed.addAll(subjects.ofChapters());
        double share = (double) text.tokens(part) / total;
        for (Topic phrase : subjects.phrases()) {
            phrases.merge(phrase.label(), weighted(phrase, share), TopicSum::sum);
        }
    }

    /**
     * Topics of the whole, then of its chapters, each by falling salience.
     *
     * @param chapterOf from the index of a proposed chapter
     */
    List<Topic> topics(Outline outline, IntUnaryOperator chapterOf) {
        Map<Integer, Map<String, Topic>> byChapter = new TreeMap<>();
        for (Topic topic : ofProposed) {
            Integer chapter = topic.chapter() == null ? null : chapterOf.applyAsInt(topic.chapter());
            Topic moved = new Topic(topic.id(), topic.label(), chapter, topic.salience(), topic.grounding());
            byChapter
                    .computeIfAbsent(chapter == null ? 0 : chapter, index -> new LinkedHashMap<>())
                    .merge(String.valueOf(topic.id()), moved, TopicSum::most);
        }
        Map<String, Topic> ofWhole = new LinkedHashMap<>();
        List<Topic> ofChapters = new ArrayList<>();
        byChapter.forEach((index, labels) -> {
            double share = (double) text.tokens(outline.span(index)) / total;
            labels.values()
                    .forEach(topic -> ofWhole.merge(String.valueOf(topic.id()), weighted(topic, share), TopicSum::sum));
            labels.values().stream().sorted(BY_SALIENCE).forEach(ofChapters::add);
        });
        List<Topic> topics = new ArrayList<>(ofWhole.values());
        phrases.values().stream()
                .sorted(BY_SALIENCE)
                .limit(SubjectReader.MAX_PHRASES)
                .forEach(topics::add);
        topics.sort(BY_SALIENCE);
        if (outline.isChaptered()) {
            topics.addAll(ofChapters);
        }
        return topics;
    }

    private static Topic weighted(Topic topic, double share) {
        return new Topic(topic.id(), topic.label(), null, share * topic.salience(), topic.grounding());
    }

    private static Topic sum(Topic a, Topic b) {
        return joined(a, b, Math.min(1, a.salience() + b.salience()));
    }

    private static Topic most(Topic a, Topic b) {
        return joined(a, b, Math.max(a.salience(), b.salience()));
    }

    /** Supported by all that supports either; doubtful evidence adds nothing to what is verified. */
    private static Topic joined(Topic a, Topic b, double salience) {
        Grounding grounding = a.grounding().isVerified() ? a.grounding() : b.grounding();
        if (a.grounding().isVerified() == b.grounding().isVerified()) {
            Set<Integer> sentences = new TreeSet<>(a.grounding().sentences());
            sentences.addAll(b.grounding().sentences());
            grounding = new Grounding(List.copyOf(sentences), a.grounding().doubt());
        }
        return new Topic(a.id(), a.label(), a.chapter(), salience, grounding);
    }
}
