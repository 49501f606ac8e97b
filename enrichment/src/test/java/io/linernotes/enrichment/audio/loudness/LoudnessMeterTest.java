package io.linernotes.enrichment.audio.loudness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.TestSound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoudnessMeterTest {
    @TempDir
    Path folder;

    /** EBU Tech 3341, test case 1: a stereo sine of 1 kHz at -23 dBFS is -23 LUFS. */
    @ParameterizedTest
    @CsvSource({"48000, -23", "44100, -23", "16000, -23", "8000, -23", "48000, -33"})
    void measuresTheReferenceTone(int rate, double level) {
        float[] tone = TestSound.sine(20, rate, 1000, Math.pow(10, level / 20));

        LoudnessMeter meter = measure(rate, tone, tone);

        assertThat(meter.integratedLufs()).isCloseTo(level, within(0.1));
    }

    /** EBU Tech 3341, test case 3: quiet parts fall below the relative gate. */
    @Test
    void leavesQuietPartsOut() {
        LoudnessMeter meter = new LoudnessMeter();
        meter.shape(48_000, new double[] {1, 1});
        for (double[] part : new double[][] {{10, -36}, {60, -23}, {10, -36}}) {
            float[] tone = TestSound.sine(part[0], 48_000, 1000, Math.pow(10, part[1] / 20));
            meter.add(new float[][] {tone, tone}, 0, tone.length);
        }

        assertThat(meter.integratedLufs()).isCloseTo(-23, within(0.1));
    }

    @ParameterizedTest
    @CsvSource({"48000, 1", "44100, 2", "22050, 1", "96000, 2"})
    void agreesWithTheFilterOfLibav(int rate, int channels) throws IOException {
        float[] left = speechLike(20, rate, 3);
        float[] right = speechLike(20, rate, 4);
        float[][] sound = channels == 1 ? new float[][] {left} : new float[][] {left, right};
        Path file = Files.write(folder.resolve("in.wav"), TestSound.wavFloat(rate, sound));
        String report = Ffmpeg.run("-i", file.toString(), "-af", "ebur128=peak=true", "-f", "null", "-");

        LoudnessMeter meter = measure(rate, sound);

        assertThat(meter.integratedLufs()).isCloseTo(last(report, "I:\\s+(-?[\\d.]+) LUFS"), within(0.1));
        assertThat(meter.truePeakDbtp()).isCloseTo(last(report, "Peak:\\s+(-?[\\d.]+) dBFS"), within(0.2));
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
        assertThat(pieces.truePeakDbtp()).isCloseTo(whole.truePeakDbtp(), within(1e-6));
    }

    private static LoudnessMeter measure(int rate, float[]... channels) {
        LoudnessMeter meter = new LoudnessMeter();
        double[] weights = new double[channels.length];
        java.util.Arrays.fill(weights, 1);
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

    private static double last(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        double value = Double.NaN;
        while (matcher.find()) {
            value = Double.parseDouble(matcher.group(1));
        }
        return value;
    }
}
