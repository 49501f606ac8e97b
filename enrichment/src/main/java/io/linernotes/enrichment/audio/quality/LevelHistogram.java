package io.linernotes.enrichment.audio.quality;

/** Levels of frames in steps of half a decibel, from -120 to 0 dBFS. */
final class LevelHistogram {
    private static final double LOWEST_DBFS = -120;
    private static final int STEPS_PER_DB = 2;

    private final long[] frames = new long[120 * STEPS_PER_DB + 1];
    private long count;

    void add(double level) {
        int step = (int) Math.round((level - LOWEST_DBFS) * STEPS_PER_DB);
        frames[Math.max(0, Math.min(frames.length - 1, step))]++;
        count++;
    }

    long count() {
        return count;
    }

    /** The level that half of the frames do not exceed. */
    double median() {
        long seen = 0;
        for (int i = 0; i < frames.length; i++) {
            seen += frames[i];
            if (2 * seen >= count) {
                return LOWEST_DBFS + (double) i / STEPS_PER_DB;
            }
        }
        return 0;
    }
}
