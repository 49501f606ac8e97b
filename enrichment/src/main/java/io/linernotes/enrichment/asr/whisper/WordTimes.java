package io.linernotes.enrichment.asr.whisper;

import java.util.ArrayList;
import java.util.List;

/**
 * Words with their times, from the frames of a {@link WordAligner}: the rest of {@code find_alignment}, then
 * {@code add_word_timestamps} and {@code merge_punctuations} of openai/whisper {@code timing.py}.
 */
final class WordTimes {
    private static final String BEFORE = "\"'“¿([{-";
    private static final String AFTER = "\"'.。,，!！?？:：”)]}、";
    private static final String SENTENCE_ENDS = ".。!！?？";
    private static final double SECONDS_PER_FRAME = 0.02;
    private static final double LONGEST_MEDIAN = 0.7;

    private final List<TimedWord> words;
    private final double median;

    private WordTimes(List<TimedWord> words) {
        this.words = words;
        this.median = medianDuration(words);
    }

    /** All words of a window; empty when it has no frames. */
    static WordTimes of(Decoded decoded, WordSplitter splitter, int endOfText) {
        WordTimes times = new WordTimes(measured(decoded, splitter, endOfText));
        times.shortenAtSentenceEnds();
        times.mergePunctuation();
        return times;
    }

    /** Words as the alignment gives them, punctuation apart. */
    static List<TimedWord> measured(Decoded decoded, WordSplitter splitter, int endOfText) {
        List<Integer> text = new ArrayList<>();
        List<Double> probabilities = new ArrayList<>();
        for (int i = 0; i < decoded.tokens().size(); i++) {
            if (decoded.tokens().get(i) < endOfText) {
                text.add(decoded.tokens().get(i));
                probabilities.add(decoded.probabilities().get(i));
            }
        }
        List<TimedWord> words = new ArrayList<>();
        if (decoded.frames().isEmpty()) {
            return words;
        }
        int first = 0;
        for (WordSplitter.Piece piece : splitter.split(text, decoded.language())) {
            int end = first + piece.tokens();
            double probability = probabilities.subList(first, end).stream()
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElse(0);
            words.add(new TimedWord(
                    piece.text(),
                    piece.tokens(),
                    decoded.frames().get(first) * SECONDS_PER_FRAME,
                    decoded.frames().get(end) * SECONDS_PER_FRAME,
                    probability));
            first = end;
        }
        return words;
    }

    List<TimedWord> words() {
        return words;
    }

    /**
     * The words of one segment, with times that its own bounds do not contradict.
     *
     * @param segment words of the segment, changed in place
     * @param start first timestamp of the segment
     * @param end last timestamp of the segment
     * @param lastSpeech end of the segment before, 0 for the first
     */
    void fit(List<TimedWord> segment, double start, double end, double lastSpeech) {
        TimedWord first = segment.get(0);
        double longest = 2 * median;
        boolean pauseBefore = first.end - lastSpeech > 4 * median;
        boolean firstTwoLong = segment.size() > 1 && segment.get(1).end - first.start > 2 * longest;
        if (pauseBefore && (first.duration() > longest || firstTwoLong)) {
            if (segment.size() > 1 && segment.get(1).duration() > longest) {
                TimedWord second = segment.get(1);
                double boundary = Math.max(second.end / 2, second.end - longest);
                first.moveEnd(boundary);
                second.moveStart(boundary);
            }
            first.moveStart(Math.max(0, first.end - longest));
        }
        if (start < first.end && start - 0.5 > first.start) {
            first.moveStart(Math.max(0, Math.min(first.end - median, start)));
        }
        TimedWord last = segment.get(segment.size() - 1);
        if (end > last.start && end + 0.5 < last.end) {
            last.moveEnd(Math.max(last.start + median, end));
        }
    }

    private static double medianDuration(List<TimedWord> words) {
        double[] durations = words.stream()
                .mapToDouble(TimedWord::duration)
                .filter(duration -> duration != 0)
                .sorted()
                .toArray();
        if (durations.length == 0) {
            return 0;
        }
        int middle = durations.length / 2;
        double median = durations.length % 2 == 1 ? durations[middle] : (durations[middle - 1] + durations[middle]) / 2;
        return Math.min(LONGEST_MEDIAN, median);
    }

    /** A word at a sentence's end swallows the pause after it; nobody says a word for twice the median. */
    private void shortenAtSentenceEnds() {
        double longest = 2 * median;
        for (int i = 1; i < words.size(); i++) {
            TimedWord word = words.get(i);
            if (word.duration() > longest) {
                if (SENTENCE_ENDS.contains(word.text)) {
                    word.moveEnd(word.start + longest);
                } else if (SENTENCE_ENDS.contains(words.get(i - 1).text)) {
                    word.moveStart(word.end - longest);
                }
            }
        }
    }

    /** Gives punctuation to the word that it belongs to; what was given away is left with an empty text. */
    private void mergePunctuation() {
        int following = words.size() - 1;
        for (int i = words.size() - 2; i >= 0; i--) {
            TimedWord word = words.get(i);
            if (word.text.startsWith(" ") && BEFORE.contains(word.text.strip())) {
                TimedWord next = words.get(following);
                next.text = word.text + next.text;
                next.tokens += word.tokens;
                clear(word);
            } else {
                following = i;
            }
        }
        int before = 0;
        for (int i = 1; i < words.size(); i++) {
            TimedWord word = words.get(i);
            TimedWord previous = words.get(before);
            if (!previous.text.endsWith(" ") && AFTER.contains(word.text)) {
                previous.text += word.text;
                previous.tokens += word.tokens;
                clear(word);
            } else {
                before = i;
            }
        }
    }

    private static void clear(TimedWord word) {
        word.text = "";
        word.tokens = 0;
    }
}
