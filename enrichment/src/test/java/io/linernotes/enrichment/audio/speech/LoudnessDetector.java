package io.linernotes.enrichment.audio.speech;

/** Calls every frame speech whose first sample is not silent. */
final class LoudnessDetector implements VoiceActivityDetector {
    private final int frameSamples;

    LoudnessDetector() {
        this(160);
    }

    LoudnessDetector(int frameSamples) {
        this.frameSamples = frameSamples;
    }

    @Override
    public int frameSamples() {
        return frameSamples;
    }

    @Override
    public boolean isSpeech(float[] frame) {
        return Math.abs(frame[0]) > 0.001f;
    }

    @Override
    public void close() {}
}
