package io.linernotes.enrichment.audio.speech;

import io.linernotes.enrichment.audio.AudioStream;
import java.util.Arrays;
import java.util.Random;

/** A recording written down as stretches of sound and silence. */
final class Script {
    private final Random random = new Random(42);
    private float[] buffer = new float[AudioStream.SAMPLE_RATE];
    private int length;

    private Script() {}

    static Script silence(double seconds) {
        return new Script().add(seconds, false);
    }

    static Script speech(double seconds) {
        return new Script().add(seconds, true);
    }

    /** Words and pauses of random length. */
    static Script random(long seed, double seconds) {
        Random lengths = new Random(seed);
        Script script = new Script();
        while (script.length < seconds * AudioStream.SAMPLE_RATE) {
            double word = 0.15 + 3 * lengths.nextDouble() * lengths.nextDouble();
            double pause = lengths.nextInt(20) == 0 ? 12 * lengths.nextDouble() : 0.4 * lengths.nextDouble();
            script.add(Math.round(word * 100) / 100.0, true).add(Math.round(pause * 100) / 100.0, false);
        }
        return script;
    }

    Script then(double seconds, boolean speech) {
        return add(seconds, speech);
    }

    float[] samples() {
        return Arrays.copyOf(buffer, length);
    }

    private Script add(double seconds, boolean speech) {
        int end = length + (int) Math.round(seconds * AudioStream.SAMPLE_RATE);
        if (end > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.max(end, 2 * buffer.length));
        }
        for (int i = length; speech && i < end; i++) {
            buffer[i] = (random.nextBoolean() ? 1 : -1) * (0.1f + 0.3f * random.nextFloat());
        }
        length = end;
        return this;
    }
}
