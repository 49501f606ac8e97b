package io.linernotes.enrichment.audio.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.SoundQuality;
import io.linernotes.enrichment.audio.TestSound;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityMeterTest {
    private static final Path DEMO = Path.of("../jobs/src/main/resources/demo/lighthouse-garden.m4b");
    private static final int RATE = AudioStream.SAMPLE_RATE;

    @TempDir
    Path folder;

    @Test
    void findsTheDemoGood() {
        SoundQuality quality = Decoded.of(DEMO).report().quality();

        assertThat(quality.verdict()).isEqualTo("good");
        assertThat(quality.problems()).isEmpty();
        // 156.6 s of sentences in 178.2 s, with short pauses inside them.
        assertThat(quality.speechShare()).isBetween(0.8, 0.9);
        assertThat(quality.signalToNoiseDb()).isGreaterThan(50);
        assertThat(quality.bandwidthHz()).isGreaterThan(7_000);
    }

    @ParameterizedTest
    @ValueSource(doubles = {6, 15, 25})
    void estimatesNoiseThatWasAdded(double ratio) {
        float[] clean = demo();
        double energy = 0;
        int loud = 0;
        for (int i = 0; i + 160 <= clean.length; i += 160) {
            double frame = 0;
            for (int j = i; j < i + 160; j++) {
                frame += clean[j] * clean[j];
            }
            if (frame / 160 > 1e-5) {
                energy += frame / 160;
                loud++;
            }
        }
        double deviation = Math.sqrt(energy / loud / Math.pow(10, ratio / 10));

        SoundQuality quality = measure(withNoise(clean, deviation));

        assertThat(quality.signalToNoiseDb()).isCloseTo(ratio, within(3.0));
        assertThat(quality.verdict()).isEqualTo(ratio < 10 ? "poor" : "good");
        if (ratio < 10) {
            assertThat(quality.problems())
                    .singleElement()
                    .asString()
                    .matches("Speech is hard to hear above the background noise \\(\\d+ dB\\)");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {2_000, 3_400, 5_000})
    void findsWhereTheVoiceEnds(int cutoff) {
        Path narrow = Ffmpeg.convert(
                DEMO,
                folder.resolve("narrow.wav"),
                "-t",
                "40",
                "-ar",
                "16000",
                "-af",
                "sinc=lp=" + cutoff + "[ir];[in][ir]afir");
        SoundQuality quality = Decoded.of(narrow).report().quality();

        // The filter needs some 300 Hz to fall by 60 dB.
        assertThat(quality.bandwidthHz()).isBetween(cutoff - 100, cutoff + 400);
        assertThat(quality.verdict()).isEqualTo(cutoff < 3_000 ? "poor" : "good");
        if (cutoff < 3_000) {
            assertThat(quality.problems())
                    .containsExactly("Voices sound muffled (nothing above %d Hz)".formatted(quality.bandwidthHz()));
        }
    }

    @Test
    void tellsSilenceFromSpeech() {
        float[] clean = demo();
        float[] half = new float[2 * clean.length];
        System.arraycopy(clean, 0, half, clean.length, clean.length);
        SoundQuality whole = measure(clean);
        SoundQuality padded = measure(half);

        assertThat(padded.silenceShare()).isCloseTo(0.5 + whole.silenceShare() / 2, within(0.01));
        assertThat(padded.speechShare()).isCloseTo(whole.speechShare() / 2, within(0.01));
    }

    @Test
    void findsNoVoiceInNoise() {
        SoundQuality quality = measure(TestSound.whiteNoise(20, RATE, 0.1, 1));

        assertThat(quality.speechShare()).isZero();
        assertThat(quality.signalToNoiseDb()).isNull();
        assertThat(quality.bandwidthHz()).isNull();
        assertThat(quality.problems()).containsExactly("Nobody speaks");
    }

    @Test
    void saysHowLittleIsSaid() {
        float[] clean = demo();
        float[] mostly = new float[30 * clean.length];
        System.arraycopy(clean, 0, mostly, clean.length, clean.length);

        assertThat(measure(mostly).problems()).containsExactly("Hardly anybody speaks (3 % of the time)");
    }

    @Test
    void complainsOfClippingAndOfLowLevel() {
        QualityMeter meter = new QualityMeter();
        float[] samples = demo();
        meter.add(samples, samples.length);

        assertThat(meter.quality(-45.0, 0.02).problems())
                .containsExactly(
                        "Loud passages are distorted (2.0 % of the sound is cut off)",
                        "Very quiet (-45 LUFS; podcasts are usually near -16)");
    }

    @Test
    void saysNothingAboutNothing() {
        SoundQuality quality = new QualityMeter().quality(null, 0);

        assertThat(quality.silenceShare()).isZero();
        assertThat(quality.signalToNoiseDb()).isNull();
    }

    private static SoundQuality measure(float[] samples) {
        QualityMeter meter = new QualityMeter();
        meter.add(samples, samples.length);
        return meter.quality(-20.0, 0);
    }

    private static float[] withNoise(float[] clean, double deviation) {
        Random random = new Random(8);
        float[] noisy = new float[clean.length];
        for (int i = 0; i < clean.length; i++) {
            noisy[i] = (float) (clean[i] + deviation * random.nextGaussian());
        }
        return noisy;
    }

    private static float[] demo() {
        Decoded decoded = Decoded.of(DEMO);
        float[] samples = new float[40 * RATE];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = decoded.samples().get(i);
        }
        return samples;
    }
}
