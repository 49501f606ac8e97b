package io.linernotes.enrichment.audio.speech;

class SpectralVoiceActivityDetectorTest extends VoiceActivityDetectorContract {
    @Override
    protected VoiceActivityDetector detector() {
        return new SpectralVoiceActivityDetector();
    }
}
