package io.linernotes.enrichment.audio.loudness;

/**
 * The K-weighting of ITU-R BS.1770-5 annex 1 for one channel: a high shelf for the head, then a high pass. The standard
 * gives coefficients for 48 kHz; these are the same two analogue filters mapped to any rate by the bilinear transform.
 */
final class WeightingFilter {
    private final double shelfB0;
    private final double shelfB1;
    private final double shelfB2;
    private final double shelfA1;
    private final double shelfA2;
    private final double passA1;
    private final double passA2;
    private double shelf1;
    private double shelf2;
    private double pass1;
    private double pass2;

    WeightingFilter(int sampleRateHz) {
        double gain = Math.pow(10, 3.999843853973347 / 20);
        double gainAtBand = Math.pow(gain, 0.4996667741545416);
        double quality = 0.7071752369554196;
        double k = tangent(1681.974450955533, sampleRateHz);
        double a0 = 1 + k / quality + k * k;
        shelfB0 = (gain + gainAtBand * k / quality + k * k) / a0;
        shelfB1 = 2 * (k * k - gain) / a0;
        shelfB2 = (gain - gainAtBand * k / quality + k * k) / a0;
        shelfA1 = 2 * (k * k - 1) / a0;
        shelfA2 = (1 - k / quality + k * k) / a0;

        double passQuality = 0.5003270373238773;
        double p = tangent(38.13547087602444, sampleRateHz);
        double p0 = 1 + p / passQuality + p * p;
        passA1 = 2 * (p * p - 1) / p0;
        passA2 = (1 - p / passQuality + p * p) / p0;
    }

    private static double tangent(double frequencyHz, int sampleRateHz) {
        // Rates below 4 kHz have no room for the shelf: it moves to just under half the rate.
        return Math.tan(Math.PI * Math.min(frequencyHz / sampleRateHz, 0.49));
    }

    /** Filters {@code count} samples and returns the sum of the squares of the result. */
    double energy(float[] samples, int offset, int count) {
        double s1 = shelf1;
        double s2 = shelf2;
        double p1 = pass1;
        double p2 = pass2;
        double sum = 0;
        for (int i = offset; i < offset + count; i++) {
            // The newest state comes in last: each step waits for one product, not for two sums.
            double w = samples[i] - shelfA2 * s2 - shelfA1 * s1;
            double shelved = shelfB2 * s2 + shelfB1 * s1 + shelfB0 * w;
            s2 = s1;
            s1 = w;
            double v = shelved - passA2 * p2 - passA1 * p1;
            double weighted = p2 - 2 * p1 + v;
            p2 = p1;
            p1 = v;
            sum += weighted * weighted;
        }
        // Denormal numbers in a decaying filter are a hundred times slower than others.
        shelf1 = Math.abs(s1) < 1e-30 ? 0 : s1;
        shelf2 = Math.abs(s2) < 1e-30 ? 0 : s2;
        pass1 = Math.abs(p1) < 1e-30 ? 0 : p1;
        pass2 = Math.abs(p2) < 1e-30 ? 0 : p2;
        return sum;
    }
}
