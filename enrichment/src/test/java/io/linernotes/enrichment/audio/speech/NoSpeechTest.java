package io.linernotes.enrichment.audio.speech;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.AudioStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Sound without speech gives no window, and so no text: the job calls that {@code NO_SPEECH}. */
class NoSpeechTest {
    private static final int RATE = AudioStream.SAMPLE_RATE;

    @Test
    @DisplayName("33: ten minutes of digital silence")
    void findsNoSpeechInSilence() {
        assertNoSpeech(new float[600 * RATE]);
    }

    @Test
    @DisplayName("35: a click of 0.05 s")
    void findsNoSpeechInAClick() {
        float[] click = new float[RATE / 20];
        click[RATE / 40] = 1;
        click[RATE / 40 + 1] = -1;

        assertNoSpeech(click);
    }

    private static void assertNoSpeech(float[] samples) {
        try (SpectralVoiceActivityDetector detector = new SpectralVoiceActivityDetector()) {
            SpeechWindows windows = new SpeechWindows(new SoundStream(samples), detector);

            assertThat(windows.hasNext()).isFalse();
            assertThat(windows.summary().speechMs()).isZero();
            assertThat(windows.summary().windows()).isZero();
        }
    }
}
