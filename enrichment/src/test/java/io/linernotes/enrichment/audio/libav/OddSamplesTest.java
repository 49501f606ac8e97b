package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.Outcome;
import io.linernotes.enrichment.audio.TestSound;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Unusual rates, channels and values. Numbers are those of the list of bad inputs. */
class OddSamplesTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("19: a FLAC with eight channels")
    void mixesEightChannels() throws IOException {
        float[] tone = TestSound.sine(2, 48_000, 440, 0.5);
        Path flac = new Recordings(folder, TestSound.wav16(48_000, tone, tone, tone, tone, tone, tone, tone, tone))
                .as("flac");

        assertThat(Outcome.of(flac).row()).isEqualTo("OK");
        assertThat(Outcome.of(flac).report().channels()).isEqualTo(8);
        assertThat(Decoded.of(flac).level(0.5, 1.5)).isBetween(0.2, 0.5);
    }

    @Test
    @DisplayName("20: a telephone call, 8 kHz mu-law")
    void resamplesATelephoneCall() throws IOException {
        Path call = new Recordings(folder, TestSound.wav16(8_000, TestSound.sine(2, 8_000, 440, 0.5)))
                .as("wav", "-c:a", "pcm_mulaw");

        assertThat(Outcome.of(call).row()).isEqualTo("OK");
        assertThat(Outcome.of(call).report().sampleRateHz()).isEqualTo(8_000);
        assertThat(Outcome.of(call).decodedMs()).isEqualTo(2_000);
        assertThat(Decoded.of(call).level(0.5, 1.5)).isCloseTo(0.3536, within(0.01));
    }

    @Test
    @DisplayName("21: a 192 kHz float WAV with values that are no numbers")
    void setsSamplesThatAreNoNumbersToZero() throws IOException {
        float[] samples = TestSound.sine(1, 192_000, 440, 0.5);
        samples[1_000] = Float.NaN;
        samples[2_000] = Float.POSITIVE_INFINITY;
        samples[3_000] = Float.NEGATIVE_INFINITY;
        byte[] wav = TestSound.wavFloat(192_000, samples);
        Decoded decoded = Decoded.of(new ByteArraySource("bad.wav", wav));

        assertThat(Outcome.of(wav).row()).isEqualTo("OK_DEGRADED | MEDIA_BAD_SAMPLES | 3 non-finite samples set to 0");
        assertThat(decoded.samples().stream().allMatch(Float::isFinite)).isTrue();
        assertThat(decoded.level(0.5, 0.9)).isCloseTo(0.3536, within(0.001));
    }
}
