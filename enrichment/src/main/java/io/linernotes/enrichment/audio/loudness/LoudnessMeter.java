package io.linernotes.enrichment.audio.loudness;

import org.jspecify.annotations.Nullable;

/** Integrated loudness, loudness range, true peak and clipping of a recording, in one pass over its samples at their own rate. */
public final class LoudnessMeter {
    /** A 16-bit sample at its limit, less half a step. */
    private static final float FULL_SCALE = 32_766.5f / 32_768;

    private final GatedLoudness gate = new GatedLoudness();
    private final LoudnessRange range = new LoudnessRange();
    private double[] weights = {};
    private WeightingFilter[] filters = {};
    private TruePeak[] peaks = {};
    private float finishedPeak;
    private int quarterSamples = 1;
    private int inQuarter;
    private double quarterEnergy;
    private long samples;
    private long clipped;

    /**
     * Tells the shape of the samples that follow; what was measured before stays.
     *
     * @param sampleRateHz samples per second
     * @param channelWeights one per channel: 1, 1.41 for surround channels, 0 for low-frequency effects
     */
    public void shape(int sampleRateHz, double[] channelWeights) {
        finishedPeak = peak();
        weights = channelWeights.clone();
        filters = new WeightingFilter[weights.length];
        peaks = new TruePeak[weights.length];
        for (int channel = 0; channel < weights.length; channel++) {
            filters[channel] = new WeightingFilter(sampleRateHz);
            peaks[channel] = new TruePeak(sampleRateHz);
        }
        quarterSamples = Math.max(1, Math.round(sampleRateHz / 10f));
        inQuarter = 0;
        quarterEnergy = 0;
    }

    /**
     * Measures samples.
     *
     * @param channels finite samples, float32, [channels][at least offset + count]
     */
    public void add(float[][] channels, int offset, int count) {
        int position = offset;
        int end = offset + count;
        while (position < end) {
            int part = Math.min(end - position, quarterSamples - inQuarter);
            for (int channel = 0; channel < weights.length; channel++) {
                if (weights[channel] > 0) {
                    quarterEnergy += weights[channel] * filters[channel].energy(channels[channel], position, part);
                }
            }
            position += part;
            inQuarter += part;
            if (inQuarter == quarterSamples) {
                gate.addQuarter(quarterEnergy / quarterSamples);
                range.addTenth(quarterEnergy / quarterSamples);
                inQuarter = 0;
                quarterEnergy = 0;
            }
        }
        for (int channel = 0; channel < weights.length; channel++) {
            peaks[channel].add(channels[channel], offset, count);
            countClipped(channels[channel], offset, count);
        }
    }

    /** Integrated loudness in LUFS; null when nothing was louder than -70 LUFS for 400 ms. */
    public @Nullable Double integratedLufs() {
        return gate.integrated();
    }

    /** Loudness range in LU (EBU Tech 3342); null when nothing was as loud as -70 LUFS for three seconds. */
    public @Nullable Double rangeLu() {
        return range.range();
    }

    /** Highest true peak in dBTP; null when there was no sound at all. */
    public @Nullable Double truePeakDbtp() {
        float peak = peak();
        return peak == 0 ? null : 20 * Math.log10(peak);
    }

    /** Share of samples at full scale, 0 to 1. */
    public double clippedShare() {
        return samples == 0 ? 0 : (double) clipped / samples;
    }

    private float peak() {
        float peak = finishedPeak;
        for (TruePeak channel : peaks) {
            peak = Math.max(peak, channel.peak());
        }
        return peak;
    }

    private void countClipped(float[] channel, int offset, int count) {
        int found = 0;
        for (int i = offset; i < offset + count; i++) {
            if (Math.abs(channel[i]) >= FULL_SCALE) {
                found++;
            }
        }
        samples += count;
        clipped += found;
    }
}
