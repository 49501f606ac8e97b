package io.linernotes.enrichment.audio.libav;

import java.util.Arrays;

/**
 * What one decoding step produced: samples, perhaps silence, perhaps samples again. Silence is a number, so that a hole
 * of hours takes no memory.
 */
final class SampleQueue {
    private float[] samples = new float[8192];
    private int head;
    private int tail;
    /** Samples in the array before which the silence stands. */
    private int silenceAt;

    private long silence;
    private long added;

    boolean isEmpty() {
        return head == tail && silence == 0;
    }

    /** Samples ever added, silence included. */
    long added() {
        return added;
    }

    void add(float[] values, int count) {
        if (isEmpty()) {
            head = 0;
            tail = 0;
        }
        if (tail + count > samples.length) {
            samples = Arrays.copyOf(samples, Math.max(2 * samples.length, tail + count));
        }
        System.arraycopy(values, 0, samples, tail, count);
        tail += count;
        added += count;
    }

    /** Adds silence behind the samples; once between two times that the queue is empty. */
    void addSilence(long count) {
        silenceAt = tail;
        silence = count;
        added += count;
    }

    /** Moves samples out; the number moved. */
    int read(float[] buffer) {
        int end = silence > 0 ? silenceAt : tail;
        int count = Math.min(buffer.length, end - head);
        if (count > 0) {
            System.arraycopy(samples, head, buffer, 0, count);
            head += count;
            return count;
        }
        count = (int) Math.min(buffer.length, silence);
        Arrays.fill(buffer, 0, count, 0);
        silence -= count;
        return count;
    }
}
