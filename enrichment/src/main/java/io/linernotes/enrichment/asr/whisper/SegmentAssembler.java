package io.linernotes.enrichment.asr.whisper;

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

    /** A run of text between two timestamps, in seconds from the start of the window. */
    private record Stretch(double start, double end, List<Integer> tokens) {}

    /** Segments of a window, in order; none when nobody speaks. */
    List<Segment> segments(SpeechWindow window, Decoded decoded) {
        List<Segment> segments = new ArrayList<>();
        if (decoded.silent()) {
            return segments;
        }
        double duration = (double) window.pcm().length / AudioStream.SAMPLE_RATE;
        WordTimes times = WordTimes.of(decoded, splitter, tokenizer.special().endOfText());
        SegmentGuard guard = new SegmentGuard();
        int nextWord = 0;
        double lastSpeech = 0;
        for (Stretch stretch : stretches(decoded.tokens(), duration)) {
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
                TimeRange range = range(window, start, end, duration);
                segments.add(new Segment(
                        range,
                        text,
                        words.stream().map(word -> word(window, word, duration)).toList(),
                        null,
                        decoded.quality(),
                        guard.flags(text, range, decoded.quality())));
            }
        }
        return segments;
    }

    /** Text that lacks its end timestamp lasts to the end of the window: nothing is dropped. */
    private List<Stretch> stretches(List<Integer> tokens, double duration) {
        List<Stretch> stretches = new ArrayList<>();
        List<Integer> text = new ArrayList<>();
        int firstTimestamp = tokenizer.special().firstTimestamp();
        double start = 0;
        for (int token : tokens) {
            if (token < firstTimestamp) {
                text.add(token);
                continue;
            }
            double time = (token - firstTimestamp) * SECONDS_PER_TIMESTAMP;
            if (!text.isEmpty()) {
                stretches.add(new Stretch(start, time, List.copyOf(text)));
                text.clear();
            }
            start = time;
        }
        if (!text.isEmpty()) {
            stretches.add(new Stretch(start, Math.max(start, duration), List.copyOf(text)));
        }
        return stretches;
    }

    private static Word word(SpeechWindow window, TimedWord word, double duration) {
        return new Word(
                range(window, word.start, word.end, duration), word.text.strip(), word.probability, word.estimated);
    }

    private static TimeRange range(SpeechWindow window, double start, double end, double duration) {
        double first = Math.max(0, Math.min(start, duration));
        double last = Math.max(first, Math.min(end, duration));
        double offset = 1000.0 * window.startSample() / AudioStream.SAMPLE_RATE;
        return new TimeRange(Math.round(offset + 1000 * first), Math.round(offset + 1000 * last));
    }
}
