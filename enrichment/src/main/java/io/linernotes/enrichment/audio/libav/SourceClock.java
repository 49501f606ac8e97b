package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.AudioStream;

/**
 * Compares the time stamp of each frame with the sound that came before it, in samples at 16 kHz. All positions are
 * {@code long}: at this rate an {@code int} ends after 37 hours.
 */
final class SourceClock {
    /** Time stamps that are off by less are rounding, or lost frames too short to matter. */
    static final long TOLERANCE = AudioStream.SAMPLE_RATE / 10;
    /** Larger steps back are a clock that starts again, as where two files were joined. */
    private static final long LONGEST_OVERLAP = AudioStream.SAMPLE_RATE;
    /** Without a declared duration no longer hole is believed. */
    private static final long LONGEST_GAP = 600L * AudioStream.SAMPLE_RATE;

    private final long declared;
    private boolean started;
    private long offset;
    private long gaps;
    private long gapSamples;
    private long jumps;
    private long overlapSamples;

    /** @param declaredSamples declared duration at 16 kHz, or 0 when none is declared */
    SourceClock(long declaredSamples) {
        declared = declaredSamples;
    }

    /**
     * Judges a frame.
     *
     * @param stamp the frame's time stamp
     * @param expected where the sound so far ends
     * @return samples of silence missing before the frame; when negative, samples to cut from the frame's start
     */
    long correction(long stamp, long expected) {
        if (!started) {
            started = true;
            offset = stamp - expected;
        }
        long difference = stamp - offset - expected;
        if (Math.abs(difference) <= TOLERANCE) {
            return 0;
        }
        if (difference > 0 && isBelievable(difference, expected)) {
            gaps++;
            gapSamples += difference;
            return difference;
        }
        if (difference < 0 && -difference <= LONGEST_OVERLAP) {
            return difference;
        }
        jumps++;
        offset += difference;
        return 0;
    }

    /** Notes how much of an overlap was really cut: a frame may be shorter than its overlap. */
    void cut(long samples) {
        overlapSamples += samples;
    }

    private boolean isBelievable(long gap, long expected) {
        return declared > 0 ? expected + gap <= declared + AudioStream.SAMPLE_RATE : gap <= LONGEST_GAP;
    }

    long gaps() {
        return gaps;
    }

    long gapMs() {
        return toMs(gapSamples);
    }

    long jumps() {
        return jumps;
    }

    long overlapMs() {
        return toMs(overlapSamples);
    }

    static long toMs(long samples) {
        return samples * 1000 / AudioStream.SAMPLE_RATE;
    }
}
