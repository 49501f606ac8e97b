package io.linernotes.enrichment.asr.vad;

import io.linernotes.enrichment.audio.speech.VoiceActivityDetector;

/** Silero's state for one recording, with its authors' thresholds: speech begins at 0.5 and ends below 0.35. */
final class SileroVoiceActivityDetector implements VoiceActivityDetector {
    private static final float BEGIN = 0.5f;
    private static final float END = 0.35f;

    private final SileroModel model;
    private final float[] input = new float[SileroModel.CONTEXT_SAMPLES + SileroModel.FRAME_SAMPLES];
    private final float[] state = new float[SileroModel.STATE_SIZE];
    private boolean speaking;

    SileroVoiceActivityDetector(SileroModel model) {
        this.model = model;
    }

    @Override
    public int frameSamples() {
        return SileroModel.FRAME_SAMPLES;
    }

    @Override
    public boolean isSpeech(float[] frame) {
        // The end of the frame before is the context of this one.
        System.arraycopy(input, SileroModel.FRAME_SAMPLES, input, 0, SileroModel.CONTEXT_SAMPLES);
        System.arraycopy(frame, 0, input, SileroModel.CONTEXT_SAMPLES, SileroModel.FRAME_SAMPLES);
        speaking = model.step(input, state) >= (speaking ? END : BEGIN);
        return speaking;
    }

    /** The session belongs to the model. */
    @Override
    public void close() {}
}
