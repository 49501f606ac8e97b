package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LogMelSpectrogramTest {
    private static final String WINDOW = "field-notes-bees-00.npy";

    @Test
    void equalsTheReference() {
        float[] features = new LogMelSpectrogram(80).of(Fixtures.numpy("pcm-" + WINDOW));

        assertThat(features).hasSize(80 * 3000);
        assertThat(largestDifference(features, Fixtures.numpy("mel-" + WINDOW))).isLessThan(1e-4);
    }

    @Test
    void noticesSamplesThatAreShiftedByOne() {
        float[] samples = Fixtures.numpy("pcm-" + WINDOW);
        float[] shifted = Arrays.copyOfRange(samples, 1, samples.length);

        float[] features = new LogMelSpectrogram(80).of(shifted);

        assertThat(largestDifference(features, Fixtures.numpy("mel-" + WINDOW))).isGreaterThan(1e-2);
    }

    @Test
    void spreadsTheSameSoundOver128Bands() {
        float[] samples = Arrays.copyOf(Fixtures.numpy("pcm-" + WINDOW), 16_000);
        float[] wide = new LogMelSpectrogram(128).of(samples);
        float[] narrow = new LogMelSpectrogram(80).of(samples);

        // Both share floor and ceiling of their scale, and hear the same second of speech and 29 of silence.
        assertThat(wide).hasSize(128 * 3000);
        assertThat(wide[127 * 3000 + 2999]).isCloseTo(narrow[79 * 3000 + 2999], within(0.2f));
        assertThat(max(wide)).isCloseTo(max(narrow), within(0.2f));
        assertThat(max(wide) - min(wide)).isCloseTo(2f, within(1e-5f));
    }

    @Test
    void givesSilenceItsFloor() {
        float[] features = new LogMelSpectrogram(80).of(new float[480_000]);

        assertThat(max(features)).isEqualTo(-1.5f);
        assertThat(min(features)).isEqualTo(-1.5f);
    }

    @Test
    void hearsTheLastSampleOfAFullWindow() {
        float[] samples = new float[480_000];
        samples[479_990] = 1;

        float[] features = new LogMelSpectrogram(80).of(samples);

        assertThat(features[2999]).isGreaterThan(features[2990]);
    }

    @Test
    void refusesMoreThanThirtySeconds() {
        assertThatThrownBy(() -> new LogMelSpectrogram(80).of(new float[480_001]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("More than 30 s of samples: 480001");
    }

    private static double largestDifference(float[] actual, float[] expected) {
        double largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(actual[i] - expected[i]));
        }
        return largest;
    }

    private static float max(float[] values) {
        return Logits.max(values, 0, values.length);
    }

    private static float min(float[] values) {
        float min = Float.POSITIVE_INFINITY;
        for (float value : values) {
            min = Math.min(min, value);
        }
        return min;
    }
}
