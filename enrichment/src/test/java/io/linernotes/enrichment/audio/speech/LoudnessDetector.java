package io.linernotes.enrichment.audio.speech;

/** Calls every frame speech whose first sample is not silent. */
final class LoudnessDetector implements VoiceActivityDetector {
    @Override
    public int frameSamples() {
        return 160;
    }

    @Override
    public boolean isSpeech(float[] frame) {
        return Math.abs(frame[0]) > 0.001f;
    }

    @Override
    public void close() {}
}
