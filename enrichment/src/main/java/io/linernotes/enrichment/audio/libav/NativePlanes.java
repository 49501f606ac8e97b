package io.linernotes.enrichment.audio.libav;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Float32 planes in native memory that grow as needed. */
final class NativePlanes implements AutoCloseable {
    private final FloatPointer[] planes;
    private final PointerPointer<FloatPointer> pointers;
    private int capacity;

    NativePlanes(int channels) {
        planes = new FloatPointer[channels];
        pointers = new PointerPointer<>(channels);
    }

    void reserve(int count) {
        if (count <= capacity) {
            return;
        }
        free();
        for (int channel = 0; channel < planes.length; channel++) {
            planes[channel] = new FloatPointer(count);
            pointers.put(channel, planes[channel]);
        }
        capacity = count;
    }

    int capacity() {
        return capacity;
    }

    PointerPointer<FloatPointer> pointers() {
        return pointers;
    }

    FloatPointer plane(int channel) {
        return planes[channel];
    }

    void read(float[][] into, int count) {
        for (int channel = 0; channel < planes.length; channel++) {
            planes[channel].get(into[channel], 0, count);
        }
    }

    void write(float[][] from, int offset, int count) {
        for (int channel = 0; channel < planes.length; channel++) {
            planes[channel].put(from[channel], offset, count);
        }
    }

    private void free() {
        if (capacity > 0) {
            for (FloatPointer plane : planes) {
                plane.close();
            }
        }
    }

    @Override
    public void close() {
        free();
        pointers.close();
    }
}
