package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.asr.RepetitionGuard;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Word;
import java.util.ArrayList;
import java.util.List;

/** Turns the tokens of a window into segments and words on the source clock. */
final class SegmentAssembler {
    private static final double SECONDS_PER_TIMESTAMP = 0.02;

    private final WhisperTokenizer tokenizer;
    private final WordSplitter splitter;

    SegmentAssembler(WhisperTokenizer tokenizer) {
        this.tokenizer = tokenizer;
        this.splitter = new WordSplitter(tokenizer);
    }

    /**
     * A run of text between two timestamps.
     *
     * @param start seconds from the start of the window
     * @param end as {@code start}
     * @param logProbability mean over the tokens
     */
    private record Stretch(double start, double end, List<Integer> tokens, double logProbability) {}

    /** Segments of a window, in order; none when nobody speaks. */
    List<Segment> segments(SpeechWindow window, Decoded decoded) {
        List<Segment> segments = new ArrayList<>();
        if (decoded.silent()) {
            return segments;
        }
        Clock clock = new Clock(window);
        WordTimes times = WordTimes.of(decoded, splitter, tokenizer.special().endOfText());
        SegmentGuard guard = new SegmentGuard(decoded.language());
        int nextWord = 0;
        double lastSpeech = 0;
        for (Stretch stretch : stretches(decoded, clock.duration)) {
            List<TimedWord> words = new ArrayList<>();
            for (int taken = 0;
                    taken < stretch.tokens.size() && nextWord < times.words().size();
                    nextWord++) {
                TimedWord word = times.words().get(nextWord);
                taken += word.tokens;
                if (!word.text.isBlank()) {
                    words.add(word);
                }
            }
            double start = stretch.start;
            double end = stretch.end;
            if (!words.isEmpty()) {
                times.fit(words, start, end, lastSpeech);
                start = words.get(0).start;
                end = words.get(words.size() - 1).end;
            }
            lastSpeech = end;
            String text = tokenizer.decode(stretch.tokens).strip();
            if (!text.isEmpty()) {
                List<Word> timed = words.stream().map(clock::word).toList();
                TimeRange range = timed.isEmpty()
                        ? clock.range(start, end)
                        : new TimeRange(
                                timed.get(0).range().startMs(),
                                timed.get(timed.size() - 1).range().endMs());
                segments.add(new Segment(
                        range,
                        text,
                        timed,
                        null,
                        decoded.quality(),
                        guard.flags(text, range, decoded.quality(), stretch.logProbability)));
            }
        }
        return RepetitionGuard.marked(segments);
    }

    /** Text that lacks its end timestamp lasts to the end of the window: nothing is dropped. */
    private List<Stretch> stretches(Decoded decoded, double duration) {
        List<Stretch> stretches = new ArrayList<>();
        int firstTimestamp = tokenizer.special().firstTimestamp();
        double start = 0;
        int from = 0;
        for (int i = 0; i < decoded.tokens().size(); i++) {
            int token = decoded.tokens().get(i);
            if (token < firstTimestamp) {
                continue;
            }
            double time = (token - firstTimestamp) * SECONDS_PER_TIMESTAMP;
            if (i > from) {
                stretches.add(stretch(decoded, start, time, from, i));
            }
            start = time;
            from = i + 1;
        }
        if (decoded.tokens().size() > from) {
            stretches.add(stretch(
                    decoded,
                    start,
                    Math.max(start, duration),
                    from,
                    decoded.tokens().size()));
        }
        return stretches;
    }

    private static Stretch stretch(Decoded decoded, double start, double end, int from, int to) {
        double logProbability = decoded.probabilities().subArray(from, to).stream()
                .map(Math::log)
                .average()
                .orElseThrow();
        return new Stretch(start, end, decoded.tokens().subList(from, to), logProbability);
    }

    /** Seconds of a window to the source clock: inside the window, and never back. */
    private static final class Clock {
        private final double offsetMs;
        private final double duration;
        /** End of what was timed last, in seconds from the start of the window. */
        private double reached;

        private Clock(SpeechWindow window) {
            offsetMs = 1000.0 * window.startSample() / AudioStream.SAMPLE_RATE;
            duration = (double) window.pcm().length / AudioStream.SAMPLE_RATE;
        }

        private Word word(TimedWord word) {
            boolean measured = word.start >= reached && word.start <= word.end && word.end <= duration;
            return new Word(
                    range(word.start, word.end), word.text.strip(), word.probability, word.estimated || !measured);
        }

        private TimeRange range(double start, double end) {
            double first = Math.max(reached, Math.min(start, duration));
            reached = Math.max(first, Math.min(end, duration));
            return new TimeRange(Math.round(offsetMs + 1000 * first), Math.round(offsetMs + 1000 * reached));
        }
    }
}
