package io.linernotes.enrichment.audio.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SpeechWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Forty hours, as a stream that makes its samples up: more of them at 16 kHz than an {@code int} can count. */
class LongRecordingTest {
    private static final int RATE = AudioStream.SAMPLE_RATE;
    private static final long HOURS = 40;

    @Test
    void keepsPositionsExactAndMemoryFlatForFortyHours() {
        Hours stream = new Hours();
        SpeechWindows windows = new SpeechWindows(stream, new LoudnessDetector());
        List<Long> starts = new ArrayList<>();
        long heapAfterAnHour = 0;
        long heapAtTheEnd = 0;
        while (windows.hasNext()) {
            SpeechWindow window = windows.next();
            starts.add(window.startSample());
            assertThat(window.pcm()).hasSize((int) (2.4 * RATE));
            if (starts.size() == 1) {
                heapAfterAnHour = usedHeap();
            }
            heapAtTheEnd = starts.size() == HOURS ? usedHeap() : heapAtTheEnd;
        }

        // Two seconds of speech in the middle of every hour, and 200 ms of margin before it.
        assertThat(starts).hasSize((int) HOURS);
        for (int hour = 0; hour < HOURS; hour++) {
            assertThat(starts.get(hour)).isEqualTo((hour * 3600L + 1800) * RATE - RATE / 5);
        }
        assertThat(starts.get(39)).isGreaterThan(Integer.MAX_VALUE);
        assertThat(windows.summary().speechMs()).isEqualTo(HOURS * 2000);
        assertThat(windows.summary().coverage()).isEqualTo(1);
        assertThat(heapAtTheEnd - heapAfterAnHour)
                .as("growth of the heap in bytes")
                .isLessThan(4 << 20);
    }

    @Test
    void windowsBeginAtTheFirstSampleThatAnIntCannotCount() {
        long boundary = 1L << 31;
        // A frame divides the boundary, and a margin of 200 ms, so that a window can begin just there.
        LoudnessDetector detector = new LoudnessDetector(128);
        for (long start = boundary - 128; start <= boundary + 128; start += 128) {
            SpeechWindows windows = new SpeechWindows(new Burst(start + RATE / 5), detector);

            assertThat(windows.next().startSample()).isEqualTo(start);
            assertThat(windows.hasNext()).isFalse();
        }
    }

    private static long usedHeap() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    /** Silence, and a second of sound behind it. */
    private static final class Burst implements AudioStream {
        private final long start;
        private long position;

        Burst(long start) {
            this.start = start;
        }

        @Override
        public int read(float[] buffer) {
            if (position == start + RATE) {
                return -1;
            }
            boolean sound = position >= start;
            int count = (int) Math.min(buffer.length, (sound ? start + RATE : start) - position);
            Arrays.fill(buffer, 0, count, sound ? 0.1f : 0);
            position += count;
            return count;
        }

        @Override
        public MediaReport report() {
            throw new UnsupportedOperationException("made-up samples have no report");
        }

        @Override
        public void close() {}
    }

    private static final class Hours implements AudioStream {
        private long position;

        @Override
        public int read(float[] buffer) {
            if (position == HOURS * 3600 * RATE) {
                return -1;
            }
            long second = position / RATE % 3600;
            boolean speech = second == 1800 || second == 1801;
            int count = (int) Math.min(buffer.length, RATE - position % RATE);
            Arrays.fill(buffer, 0, count, speech ? 0.1f : 0);
            position += count;
            return count;
        }

        @Override
        public MediaReport report() {
            throw new UnsupportedOperationException("made-up samples have no report");
        }

        @Override
        public void close() {}
    }
}
