package io.linernotes.enrichment.notes.offline;

import io.linernotes.enrichment.embedding.SentenceEmbedder;
import io.linernotes.enrichment.transcript.Sentence;
import java.util.List;
import java.util.stream.IntStream;

/** An episode's sentences with all that is computed from each of them alone. Positions are 0-based. */
final class Episode {
    /** More than half of the words of spoken English are in our list of stop words. */
    private static final double ENGLISH_SHARE = 0.25;

    private final List<Sentence> sentences;
    private final List<float[]> vectors;
    private final List<List<String>> terms;
    private final int[] words;
    private final long totalWords;
    private final boolean english;

    private Episode(List<Sentence> sentences, List<float[]> vectors) {
        this.sentences = sentences;
        this.vectors = vectors;
        terms = sentences.stream().map(sentence -> Terms.of(sentence.text())).toList();
        words = sentences.stream()
                .mapToInt(sentence -> countWords(sentence.text()))
                .toArray();
        totalWords = IntStream.of(words).asLongStream().sum();
        english = sentences.stream()
                        .mapToLong(sentence -> Terms.stopWords(sentence.text()))
                        .sum()
                > ENGLISH_SHARE * totalWords;
    }

    static Episode of(List<Sentence> sentences, SentenceEmbedder embedder) {
        return new Episode(
                sentences, embedder.embed(sentences.stream().map(Sentence::text).toList()));
    }

    /** Words between spaces; an ideograph counts as half a word. At least 1. */
    private static int countWords(String text) {
        int words = 0;
        int ideographs = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); i++) {
            boolean space = text.charAt(i) == ' ';
            words += !space && !inWord ? 1 : 0;
            ideographs += Character.isIdeographic(text.charAt(i)) ? 1 : 0;
            inWord = !space;
        }
        return Math.max(1, words + ideographs / 2);
    }

    int size() {
        return sentences.size();
    }

    List<Sentence> sentences() {
        return sentences;
    }

    Sentence sentence(int position) {
        return sentences.get(position);
    }

    String text(int position) {
        return sentences.get(position).text();
    }

    /** The sentence's vector, of length 1; shared, not to be changed. */
    float[] vector(int position) {
        return vectors.get(position);
    }

    int dimensions() {
        return vectors.get(0).length;
    }

    List<String> terms(int position) {
        return terms.get(position);
    }

    int words(int position) {
        return words[position];
    }

    long startMs(int position) {
        return sentences.get(position).range().startMs();
    }

    long endMs(int position) {
        return sentences.get(position).range().endMs();
    }

    long durationMs() {
        return Math.max(0, endMs(size() - 1) - startMs(0));
    }

    /** Whether it is in English, the language that stop words and cues are known for. */
    boolean isEnglish() {
        return english;
    }

    /**
     * How many chapters people make of an episode of this length. Fitted by eye to three podcasts, three novels and
     * short pieces: 4 in 3 minutes, 11 in 40, 14 in an hour, 35 in 10 hours.
     */
    double expectedChapters() {
        double minutes = Math.max(0.5, durationMs() / 60_000.0);
        return Math.max(1, 2.56 * Math.pow(minutes, 0.406));
    }

    /** Words in a chapter of usual length. */
    double chapterWords() {
        return totalWords / Math.max(2, expectedChapters());
    }
}
