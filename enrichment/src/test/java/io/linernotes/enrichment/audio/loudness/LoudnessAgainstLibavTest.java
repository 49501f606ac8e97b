package io.linernotes.enrichment.audio.loudness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.TestSound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole files, decoded and measured here, against the {@code ebur128} filter of the ffmpeg program. */
class LoudnessAgainstLibavTest {
    /** Seconds and gain in dB of one passage after the other; 0 dB is loud, -200 dB silence. */
    private static final double[][] PASSAGES = {
        {6, 0}, {4, -200}, {8, -12}, {5, -45}, {7, -6}, {6, -200}, {9, -20}, {5, -70}, {6, -3}, {4, -200}
    };

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "mono.wav, 48000, 1, 0, pcm_f32le, mono",
        "stereo.wav, 44100, 2, -4, pcm_s24le, stereo",
        "stereo.flac, 44100, 2, -10, flac, stereo",
        "surround.flac, 48000, 6, -6, flac, 5.1",
        "surround.ac3, 48000, 6, -6, ac3, 5.1(side)",
        "eight.wav, 48000, 8, -9, pcm_s16le, 7.1",
        "low.mp3, 22050, 1, -3, libmp3lame, mono",
        "book.m4b, 44100, 2, -8, aac, stereo",
        "talk.opus, 48000, 2, -5, libopus, stereo",
        "talk.ogg, 32000, 2, -5, vorbis, stereo",
        "phone.wav, 8000, 1, -2, pcm_mulaw, mono",
        "quiet.mka, 16000, 1, -38, pcm_s16le, mono",
        "fine.wav, 96000, 2, -7, pcm_s24le, stereo",
    })
    void agreesOnWholeFiles(String file, int rate, int channels, double gain, String codec, String layout)
            throws IOException {
        float[][] sound = new float[channels][];
        for (int channel = 0; channel < channels; channel++) {
            sound[channel] = passages(rate, gain - 2 * channel, 7 * rate + channel);
        }
        Path wav = Files.write(folder.resolve("in.wav"), TestSound.wavFloat(rate, sound));
        Path encoded = Ffmpeg.convert(wav, folder.resolve(file), "-c:a", codec, "-strict", "-2");
        String filter =
                "ebur128=peak=true:metadata=1,ametadata=print:key=lavfi.r128.I,ametadata=print:key=lavfi.r128.LRA";
        String theirs = Ffmpeg.run("-i", encoded.toString(), "-af", filter, "-f", "null", "-");
        double integrated = last(theirs, "r128[.]I=(-?[\\d.]+)");
        double range = last(theirs, "r128[.]LRA=(-?[\\d.]+)");
        double peak = last(theirs, "Peak:\\s+(-?[\\d.]+) dBFS");

        MediaReport ours = Decoded.of(encoded).report();

        System.out.printf(
                Locale.ROOT,
                "%-14s %-9s I %7.2f LUFS %+.3f, LRA %5.1f LU %+.2f, peak %5.1f dBTP %+.2f%n",
                file,
                ours.channelLayout(),
                ours.loudnessLufs(),
                ours.loudnessLufs() - integrated,
                ours.loudnessRangeLu(),
                ours.loudnessRangeLu() - range,
                ours.truePeakDbtp(),
                ours.truePeakDbtp() - peak);
        assertThat(range).isGreaterThan(5);
        assertThat(ours.loudnessLufs()).isCloseTo(integrated, within(0.1));
        assertThat(ours.loudnessRangeLu()).isCloseTo(range, within(0.5));
        assertThat(ours.truePeakDbtp()).isCloseTo(peak, within(0.3));
        assertThat(ours.channelLayout()).isEqualTo(layout);
    }

    /** Noise of changing colour that comes and goes like words, at the levels of the passages. */
    private static float[] passages(int rate, double gain, long seed) {
        Random random = new Random(seed);
        int length = 0;
        for (double[] passage : PASSAGES) {
            length += (int) (passage[0] * rate);
        }
        float[] samples = new float[length];
        int position = 0;
        double smooth = 0;
        for (double[] passage : PASSAGES) {
            double amplitude = Math.pow(10, (gain + passage[1]) / 20);
            for (int i = 0; i < (int) (passage[0] * rate); i++) {
                double word = Math.max(0, Math.sin(2 * Math.PI * 1.3 * i / rate));
                smooth += 0.25 * (0.4 * random.nextGaussian() - smooth);
                samples[position++] = (float) (smooth * word * amplitude);
            }
        }
        return samples;
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
