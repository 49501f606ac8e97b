package io.linernotes.enrichment.audio.libav;

/** Float formats can hold NaN and infinity; one of them would spread through every filter behind. */
final class FiniteSamples {
    private FiniteSamples() {}

    /** Replaces non-finite samples by 0 in place; how many there were. */
    static long replace(float[][] planes, int offset, int count) {
        long replaced = 0;
        for (float[] plane : planes) {
            for (int i = offset; i < offset + count; i++) {
                if (!Float.isFinite(plane[i])) {
                    plane[i] = 0;
                    replaced++;
                }
            }
        }
        return replaced;
    }
}
