package io.linernotes.enrichment.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Sounds made by arithmetic, and the WAV files around them. */
public final class TestSound {
    /** Of the WAV files: what lies before the samples. */
    public static final int HEADER_BYTES = 44;

    private TestSound() {}

    /** A chirp from 200 Hz to 3 kHz under some noise, one value per sample, peak about 0.5. */
    public static float[] chirp(double seconds, int rate, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[(int) Math.round(seconds * rate)];
        for (int i = 0; i < samples.length; i++) {
            double time = (double) i / rate;
            double phase = 2 * Math.PI * (200 * time + 1400 * time * time / seconds);
            samples[i] = (float) (0.4 * Math.sin(phase) + 0.02 * random.nextGaussian());
        }
        return samples;
    }

    public static float[] sine(double seconds, int rate, double frequencyHz, double amplitude) {
        float[] samples = new float[(int) Math.round(seconds * rate)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (amplitude * Math.sin(2 * Math.PI * frequencyHz * i / rate));
        }
        return samples;
    }

    public static float[] whiteNoise(double seconds, int rate, double deviation, long seed) {
        Random random = new Random(seed);
        float[] samples = new float[(int) Math.round(seconds * rate)];
        for (int i = 0; i < samples.length; i++) {
            samples[i] = (float) (deviation * random.nextGaussian());
        }
        return samples;
    }

    /** Noise that falls by 3 dB an octave: white noise through Paul Kellet's three poles. */
    public static float[] pinkNoise(double seconds, int rate, double deviation, long seed) {
        float[] samples = whiteNoise(seconds, rate, deviation, seed);
        double low = 0;
        double middle = 0;
        double high = 0;
        for (int i = 0; i < samples.length; i++) {
            double white = samples[i];
            low = 0.99765 * low + white * 0.0990460;
            middle = 0.96300 * middle + white * 0.2965164;
            high = 0.57000 * high + white * 1.0526913;
            // Brings the deviation back to what was asked for, within a tenth.
            samples[i] = (float) ((low + middle + high + white * 0.1848) / 3.0);
        }
        return samples;
    }

    /** A 16-bit PCM WAV file with one array per channel. */
    public static byte[] wav16(int rate, float[]... channels) {
        int count = channels[0].length;
        byte[] file = new byte[HEADER_BYTES + count * channels.length * 2];
        ByteBuffer data = header(file, 1, 16, rate, channels.length);
        for (int i = 0; i < count; i++) {
            for (float[] channel : channels) {
                data.putShort((short) Math.max(-32_768, Math.min(32_767, Math.round(channel[i] * 32_768))));
            }
        }
        return file;
    }

    /** A 32-bit float WAV file with one array per channel. */
    public static byte[] wavFloat(int rate, float[]... channels) {
        int count = channels[0].length;
        byte[] file = new byte[HEADER_BYTES + count * channels.length * 4];
        ByteBuffer data = header(file, 3, 32, rate, channels.length);
        for (int i = 0; i < count; i++) {
            for (float[] channel : channels) {
                data.putFloat(channel[i]);
            }
        }
        return file;
    }

    private static ByteBuffer header(byte[] file, int tag, int bits, int rate, int channels) {
        return ByteBuffer.wrap(file)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(file.length - 8)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) tag)
                .putShort((short) channels)
                .putInt(rate)
                .putInt(rate * channels * bits / 8)
                .putShort((short) (channels * bits / 8))
                .putShort((short) bits)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(file.length - HEADER_BYTES);
    }
}
