package io.linernotes.enrichment.notes.offline;

import io.linernotes.enrichment.embedding.SentenceEmbedder;
import io.linernotes.enrichment.notes.Topic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds what passages are about: each passage of a few sentences goes to the label of the taxonomy that is closest in
 * meaning, if any is close enough. A label's salience is the share of words in its passages.
 */
final class TopicFinder {
    /** Cosine below which a passage is about nothing in the list. */
    private static final double FLOOR = 0.25;
    /** Cosine from which a passage counts in full. */
    private static final double CERTAIN = 0.45;

    private static final int PASSAGE_WORDS = 60;
    private static final int EPISODE_LABELS = 6;
    private static final int CHAPTER_LABELS = 3;
    private static final double EPISODE_SALIENCE = 0.05;
    private static final double CHAPTER_SALIENCE = 0.15;
    private static final int EPISODE_PHRASES = 8;
    private static final int CHAPTER_PHRASES = 4;

    private final List<Taxonomy.Label> labels;
    private final List<float[]> labelVectors;

    /** Embeds the labels once. Those with children stand for what none of the children covers. */
    TopicFinder(Taxonomy taxonomy, SentenceEmbedder embedder) {
        labels = taxonomy.labels();
        labelVectors = embedder.embed(labels.stream().map(TopicFinder::sentence).toList());
    }

    /** Closer to what people say than the bare label is. */
    private static String sentence(Taxonomy.Label label) {
        return "This part is about %s, such as %s."
                .formatted(label.label().toLowerCase(Locale.ROOT), label.description());
    }

    /** Labels and key phrases of the whole episode, then of each chapter. */
    List<Topic> topics(Episode episode, List<Span> chapters, KeyPhrases phrases) {
        double[][] shares = new double[chapters.size()][];
        double[] whole = new double[labels.size()];
        for (int chapter = 0; chapter < shares.length; chapter++) {
            shares[chapter] = spokenAbout(episode, chapters.get(chapter));
            for (int label = 0; label < whole.length; label++) {
                whole[label] += shares[chapter][label];
            }
        }
        Span all = new Span(0, episode.size());
        List<Topic> topics = new ArrayList<>();
        topics.addAll(labelTopics(episode, all, null, whole, EPISODE_LABELS, EPISODE_SALIENCE));
        topics.addAll(phraseTopics(phrases.ofEpisode(), null, EPISODE_PHRASES));
        for (int chapter = 0; chapter < shares.length; chapter++) {
            Span span = chapters.get(chapter);
            topics.addAll(labelTopics(episode, span, chapter, shares[chapter], CHAPTER_LABELS, CHAPTER_SALIENCE));
            topics.addAll(phraseTopics(phrases.ofChapter(chapter), chapter, CHAPTER_PHRASES));
        }
        return topics;
    }

    /** For each label, the words of the passages that go to it, fewer where it is not certain. */
    private double[] spokenAbout(Episode episode, Span span) {
        double[] words = new double[labels.size()];
        int from = span.from();
        while (from < span.to()) {
            int to = from;
            int count = 0;
            while (to < span.to() && count < PASSAGE_WORDS) {
                count += episode.words(to);
                to++;
            }
            float[] centre = Vectors.centre(episode, IntStream.range(from, to));
            int best = closest(centre);
            double cosine = Vectors.dot(centre, labelVectors.get(best));
            if (cosine >= FLOOR) {
                words[best] += count * Math.min(1, 0.5 + 0.5 * (cosine - FLOOR) / (CERTAIN - FLOOR));
            }
            from = to;
        }
        return words;
    }

    private int closest(float[] vector) {
        int best = 0;
        double bestCosine = -1;
        for (int label = 0; label < labels.size(); label++) {
            double cosine = Vectors.dot(vector, labelVectors.get(label));
            if (cosine > bestCosine) {
                best = label;
                bestCosine = cosine;
            }
        }
        return best;
    }

    private List<Topic> labelTopics(
            Episode episode, Span span, @Nullable Integer chapter, double[] words, int most, double leastSalience) {
        double total = span.positions().mapToLong(episode::words).sum();
        return IntStream.range(0, labels.size())
                .boxed()
                .filter(label -> words[label] / total >= leastSalience)
                .sorted(Comparator.comparingDouble(label -> -words[label]))
                .limit(most)
                .map(label -> new Topic(
                        labels.get(label).id(),
                        labels.get(label).label(),
                        chapter,
                        Math.min(1, words[label] / total),
                        Evidence.of(closestSentences(episode, span, labelVectors.get(label)))))
                .toList();
    }

    private static List<Integer> closestSentences(Episode episode, Span span, float[] label) {
        double[] likeness = span.positions()
                .mapToDouble(position -> Vectors.dot(episode.vector(position), label))
                .toArray();
        return span.positions()
                .boxed()
                .sorted(Comparator.comparingDouble(position -> -likeness[position - span.from()]))
                .limit(3)
                .toList();
    }

    /** Salience of a phrase is its score relative to the best one. */
    private static List<Topic> phraseTopics(List<Phrase> phrases, @Nullable Integer chapter, int most) {
        return phrases.stream()
                .limit(most)
                .map(phrase -> new Topic(
                        null,
                        phrase.text(),
                        chapter,
                        phrase.score() / phrases.get(0).score(),
                        Evidence.of(phrase.positions())))
                .toList();
    }
}
