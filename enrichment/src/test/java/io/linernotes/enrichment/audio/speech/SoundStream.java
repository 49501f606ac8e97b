package io.linernotes.enrichment.audio.speech;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.MediaReport;
import java.util.Random;

/** Samples in memory, given out in pieces of random size. */
final class SoundStream implements AudioStream {
    private final float[] samples;
    private final Random random = new Random(11);
    private int position;

    SoundStream(float[] samples) {
        this.samples = samples;
    }

    @Override
    public int read(float[] buffer) {
        if (position == samples.length) {
            return -1;
        }
        int count = Math.min(Math.min(buffer.length, samples.length - position), 1 + random.nextInt(5000));
        System.arraycopy(samples, position, buffer, 0, count);
        position += count;
        return count;
    }

    @Override
    public MediaReport report() {
        throw new UnsupportedOperationException("samples in memory have no report");
    }

    @Override
    public void close() {}
}
