package io.linernotes.enrichment.audio.speech;

import java.util.Arrays;

/** The level of the background: the lowest level of the last two seconds, since even fast speech dips that often. */
final class NoiseFloor {
    private static final int BLOCK_FRAMES = 25;
    private static final int BLOCKS = 8;

    private final double[] minima = new double[BLOCKS];
    private final double lowest;
    private int frames;
    private int block;
    private double current = Double.POSITIVE_INFINITY;

    /** @param lowest level below which no background counts, in dBFS */
    NoiseFloor(double lowest) {
        this.lowest = lowest;
        // Until two seconds were heard, any level may be speech.
        Arrays.fill(minima, lowest);
    }

    void add(double level) {
        current = Math.min(current, level);
        frames++;
        if (frames == BLOCK_FRAMES) {
            minima[block] = Math.max(lowest, current);
            block = (block + 1) % BLOCKS;
            frames = 0;
            current = Double.POSITIVE_INFINITY;
        }
    }

    double level() {
        double floor = Math.max(lowest, current);
        for (double minimum : minima) {
            floor = Math.min(floor, minimum);
        }
        return floor;
    }
}
