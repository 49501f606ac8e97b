package io.linernotes.enrichment.audio.loudness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.audio.TestSound;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoudnessMeterTest {
    /** EBU Tech 3341, test cases 1 and 2: a stereo sine of 1 kHz at -23 dBFS is -23 LUFS. */
    @ParameterizedTest
    @CsvSource({
        "48000, 1000, -23",
        "48000, 997, -23",
        "48000, 1000, -33",
        "44100, 1000, -23",
        "16000, 1000, -23",
        "8000, 1000, -23"
    })
    void measuresTheReferenceTone(int rate, double frequency, double level) {
        float[] tone = TestSound.sine(20, rate, frequency, Math.pow(10, level / 20));

        LoudnessMeter meter = measure(rate, tone, tone);

        assertThat(meter.integratedLufs()).isCloseTo(level, within(0.1));
    }

    /** EBU Tech 3341, test cases 3 to 5: stereo tones, each as seconds and dBFS, that are -23 LUFS once gated. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10 -36, 60 -23, 10 -36",
                "10 -72, 10 -36, 60 -23, 10 -36, 10 -72",
                "20 -26, 20.1 -20, 20 -26",
            })
    void leavesQuietPartsOut(String tones) {
        assertThat(tones(tones).integratedLufs()).isCloseTo(-23, within(0.1));
    }

    /** EBU Tech 3341, test case 6: five channels, without the one for low frequencies. */
    @Test
    void countsSurroundChannelsMore() {
        float[][] channels = new float[5][];
        double[] levels = {-28, -28, -24, -30, -30};
        for (int i = 0; i < channels.length; i++) {
            channels[i] = TestSound.sine(20, 48_000, 1000, Math.pow(10, levels[i] / 20));
        }
        LoudnessMeter meter = new LoudnessMeter();
        meter.shape(48_000, new double[] {1, 1, 1, 1.41, 1.41});
        meter.add(channels, 0, channels[0].length);

        assertThat(meter.integratedLufs()).isCloseTo(-23, within(0.1));
    }

    /** EBU Tech 3342, test cases 1 to 4. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "20 -20, 20 -30 | 10",
                "20 -20, 20 -15 | 5",
                "20 -40, 20 -20 | 20",
                "20 -50, 20 -35, 20 -20, 20 -35, 20 -50 | 15",
            })
    void measuresTheLoudnessRange(String tones, double expected) {
        // The standard allows 1 LU.
        assertThat(tones(tones).rangeLu()).isCloseTo(expected, within(0.2));
    }

    @Test
    void findsNoRangeInASteadyTone() {
        assertThat(tones("20 -23").rangeLu()).isZero();
    }

    @Test
    void saysNothingOfTheRangeOfLessThanThreeSeconds() {
        assertThat(tones("2.9 -23").rangeLu()).isNull();
        assertThat(tones("3 -23").rangeLu()).isZero();
    }

    /** A tone at a quarter of the rate whose samples all miss its crests by 45 degrees: 3 dB below the true peak. */
    @Test
    void findsPeaksBetweenSamples() {
        float[] tone = new float[48_000];
        for (int i = 0; i < tone.length; i++) {
            tone[i] = (float) (0.5 * Math.sin(Math.PI / 2 * i + Math.PI / 4));
        }

        LoudnessMeter meter = measure(48_000, tone);

        assertThat(meter.truePeakDbtp()).isCloseTo(20 * Math.log10(0.5), within(0.2));
    }

    @Test
    void saysNothingAboutSilence() {
        LoudnessMeter meter = measure(44_100, new float[44_100 * 2]);

        assertThat(meter.integratedLufs()).isNull();
        assertThat(meter.rangeLu()).isNull();
        assertThat(meter.truePeakDbtp()).isNull();
        assertThat(meter.clippedShare()).isZero();
    }

    @Test
    void countsSamplesAtFullScale() {
        float[] samples = new float[1000];
        samples[10] = 1;
        samples[20] = -1;
        samples[30] = 32_767f / 32_768;
        samples[40] = 0.99f;

        assertThat(measure(44_100, samples).clippedShare()).isEqualTo(0.003);
    }

    @Test
    void doesNotDependOnHowTheSoundIsCutUp() {
        float[] sound = speechLike(5, 44_100, 9);
        LoudnessMeter pieces = new LoudnessMeter();
        pieces.shape(44_100, new double[] {1});
        int position = 0;
        Random random = new Random(1);
        while (position < sound.length) {
            int count = Math.min(sound.length - position, 1 + random.nextInt(3000));
            pieces.add(new float[][] {sound}, position, count);
            position += count;
        }
        LoudnessMeter whole = measure(44_100, sound);

        assertThat(pieces.integratedLufs()).isCloseTo(whole.integratedLufs(), within(1e-6));
        assertThat(pieces.rangeLu()).isEqualTo(whole.rangeLu());
        assertThat(pieces.truePeakDbtp()).isCloseTo(whole.truePeakDbtp(), within(1e-6));
    }

    /** Stereo tones of 1 kHz, each as seconds and dBFS. */
    private static LoudnessMeter tones(String script) {
        LoudnessMeter meter = new LoudnessMeter();
        meter.shape(48_000, new double[] {1, 1});
        for (String part : script.split(", ", -1)) {
            String[] values = part.split(" ", -1);
            double amplitude = Math.pow(10, Double.parseDouble(values[1]) / 20);
            float[] tone = TestSound.sine(Double.parseDouble(values[0]), 48_000, 1000, amplitude);
            meter.add(new float[][] {tone, tone}, 0, tone.length);
        }
        return meter;
    }

    private static LoudnessMeter measure(int rate, float[]... channels) {
        LoudnessMeter meter = new LoudnessMeter();
        double[] weights = new double[channels.length];
        Arrays.fill(weights, 1);
        meter.shape(rate, weights);
        meter.add(channels, 0, channels[0].length);
        return meter;
    }

    /** Bursts of noise of changing level and colour. */
    private static float[] speechLike(double seconds, int rate, long seed) {
        float[] noise = TestSound.whiteNoise(seconds, rate, 0.3, seed);
        double smooth = 0;
        for (int i = 0; i < noise.length; i++) {
            double time = (double) i / rate;
            double envelope = Math.max(0, Math.sin(2 * Math.PI * 0.7 * time)) * (0.3 + 0.7 * Math.sin(time / 3));
            smooth += 0.25 * (noise[i] - smooth);
            noise[i] = (float) (smooth * envelope);
        }
        return noise;
    }
}
