package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.RecognitionOptions;
import io.linernotes.enrichment.asr.RepetitionGuard;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.WindowTranscript;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.audio.speech.SpectralVoiceActivityDetector;
import io.linernotes.enrichment.audio.speech.SpeechWindows;
import io.linernotes.enrichment.audio.speech.VoiceActivityDetector;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.SegmentFlag;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Ten hours of speech, silence, music, tones, noise and a phrase said again and again, with the embedded model. */
@Tag("nightly")
@EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
class TenHoursTest {
    private static final int RATE = AudioStream.SAMPLE_RATE;
    private static final int HOURS = 10;
    /** Everything comes again after this many seconds. */
    private static final int ROUND = 600;
    /** Where things begin within a round, in seconds. */
    private static final int TALK = 20;

    private static final int MUSIC = 120;
    private static final int TONE = 200;
    private static final int NOISE = 260;
    private static final int PHRASES = 340;
    private static final int QUIET = 400;

    @Test
    void staysSmallOnTimeAndHonest() {
        List<Segment> segments = new ArrayList<>();
        List<Double> memory = new ArrayList<>();
        SpeechWindows windows;
        try (SpeechRecognizer recognizer = WhisperModels.open(AsrConfig.DEFAULTS);
                VoiceActivityDetector voices = new SpectralVoiceActivityDetector()) {
            windows = new SpeechWindows(new Hours(), voices);
            List<SpeechWindow> block = new ArrayList<>();
            while (windows.hasNext()) {
                SpeechWindow window = windows.next();
                block.add(window);
                if (block.size() == 16 || !windows.hasNext()) {
                    for (WindowTranscript transcript : recognizer.recognize(block, RecognitionOptions.NONE)) {
                        segments.addAll(transcript.segments());
                    }
                    block.clear();
                    while (window.startSample() >= (memory.size() + 1) * 3600L * RATE) {
                        memory.add(Resident.mebibytes());
                    }
                }
            }
            memory.add(Resident.mebibytes());
        }
        List<Segment> marked = RepetitionGuard.marked(segments);
        System.out.printf(
                "%d windows, %d segments, coverage %.4f, MiB by hour %s%n",
                windows.summary().windows(), marked.size(), windows.summary().coverage(), memory);

        assertThat(windows.summary().coverage()).isGreaterThanOrEqualTo(0.995);
        assertThat(memory.get(memory.size() - 1)).isLessThan(memory.get(0) * 1.05);
        assertThat(between(marked, TALK, MUSIC))
                .extracting(Segment::text)
                .as("segments of the talk")
                .hasSizeGreaterThan(3 * HOURS * 6);
        assertSameTimes(marked);
        List<Segment> music = between(marked, MUSIC, TONE);
        long honest = music.stream().filter(TenHoursTest::isFlagged).count();
        System.out.printf("music: %d segments, %d flagged%n", music.size(), honest);
        assertThat(honest).as("flagged segments of music").isEqualTo(music.size());
        assertThat(between(marked, TONE, NOISE))
                .extracting(Segment::text)
                .as("tone")
                .isEmpty();
        assertThat(between(marked, NOISE, PHRASES))
                .extracting(Segment::text)
                .as("noise")
                .isEmpty();
        assertThat(between(marked, QUIET, ROUND))
                .extracting(Segment::text)
                .as("silence")
                .isEmpty();
        assertThat(unflaggedLoops(marked)).isZero();
        assertThat(between(marked, PHRASES, QUIET))
                .as("phrases said again and again")
                .anyMatch(segment -> segment.flags().contains(SegmentFlag.REPEATED_LINE)
                        || segment.flags().contains(SegmentFlag.REPEATED_PHRASE));
    }

    /** What is said first in a round is heard at the same place in each. */
    private static void assertSameTimes(List<Segment> segments) {
        List<Long> starts = new ArrayList<>();
        long round = -1;
        for (Segment segment : between(segments, TALK, MUSIC)) {
            long own = segment.range().startMs() / (ROUND * 1000L);
            if (own != round) {
                starts.add(segment.range().startMs() - own * ROUND * 1000L);
                round = own;
            }
        }
        assertThat(starts).hasSize(HOURS * 3600 / ROUND);
        // In the first round the voice detector does not know the room yet and lets the window begin elsewhere.
        long second = starts.get(1);
        assertThat(starts.subList(1, starts.size()))
                .as("start within the round, ms")
                .allMatch(start -> Math.abs(start - second) < 20);
        assertThat(starts).allMatch(start -> start >= TALK * 1000L && start < TALK * 1000L + 500);
    }

    private static List<Segment> between(List<Segment> segments, int from, int to) {
        return segments.stream()
                .filter(segment -> {
                    long second = segment.range().startMs() / 1000 % ROUND;
                    return second >= from - 1 && second < to - 1;
                })
                .toList();
    }

    private static boolean isFlagged(Segment segment) {
        return !segment.flags().isEmpty();
    }

    /** Three equal lines in a row, the last without a flag. */
    private static long unflaggedLoops(List<Segment> segments) {
        long loops = 0;
        for (int i = 2; i < segments.size(); i++) {
            String text = segments.get(i).text();
            loops += text.equals(segments.get(i - 1).text())
                            && text.equals(segments.get(i - 2).text())
                            && !isFlagged(segments.get(i))
                    ? 1
                    : 0;
        }
        return loops;
    }

    private static final class Hours implements AudioStream {
        private final short[] talk = ReferenceRun.SPEECH.get(16).pcm();
        /** A short clip: one sentence. */
        private final short[] phrase = ReferenceRun.SPEECH.get(8).pcm();

        private long position;

        @Override
        public int read(float[] buffer) {
            long end = HOURS * 3600L * RATE;
            if (position == end) {
                return -1;
            }
            int count = (int) Math.min(buffer.length, end - position);
            for (int i = 0; i < count; i++) {
                buffer[i] = sample(position + i);
            }
            position += count;
            return count;
        }

        private float sample(long at) {
            int place = (int) (at % ((long) ROUND * RATE));
            int second = place / RATE;
            // A room is never quite silent.
            float room = noise(at) * 1e-4f;
            if (second >= TALK && place - TALK * RATE < talk.length) {
                return room + talk[place - TALK * RATE] / 32_768f;
            } else if (second >= MUSIC && second < MUSIC + 60) {
                return room + chord(place);
            } else if (second >= TONE && second < TONE + 30) {
                return room + 0.2f * (float) Math.sin(2 * Math.PI * 440 * place / RATE);
            } else if (second >= NOISE && second < NOISE + 60) {
                return 0.03f * noise(at);
            } else if (second >= PHRASES && second < QUIET - 10) {
                int within = (place - PHRASES * RATE) % (phrase.length + RATE / 4);
                return room + (within < phrase.length ? phrase[within] / 32_768f : 0);
            }
            return room;
        }

        /** Three notes whose loudness swells and whose pitch changes every two seconds. */
        private static float chord(int place) {
            double time = (double) place / RATE;
            double root = 220 * Math.pow(2, (int) (time / 2) % 5 * 2 / 12.0);
            double sum = 0;
            for (double ratio : new double[] {1, 1.26, 1.5}) {
                sum += Math.sin(2 * Math.PI * root * ratio * time);
            }
            return (float) (0.08 * sum * (0.6 + 0.4 * Math.sin(2 * Math.PI * time / 3)));
        }

        /** About uniform in [-1, 1], by position. */
        private static float noise(long at) {
            long bits = at * 0x9E3779B97F4A7C15L;
            bits = (bits ^ (bits >>> 32)) * 0xD6E8FEB86659FD93L;
            return (int) (bits >>> 32) / (float) Integer.MAX_VALUE;
        }

        @Override
        public MediaReport report() {
            throw new UnsupportedOperationException("made-up samples have no report");
        }

        @Override
        public void close() {}
    }
}
