package io.linernotes.enrichment.asr.whisper.graph;

/**
 * A change of basis that spreads every channel over its block of channels, so that no single one is much larger than the
 * others. Orthogonal, symmetric and its own inverse: a Kronecker power of the 4 x 4 matrix with -1/2 on the diagonal and 1/2
 * elsewhere. As it maps the vector of ones to itself, a layer norm without weights gives the same in both bases.
 *
 * @param width channels
 * @param block channels that are mixed: a power of 4
 */
record Rotation(int width, int block) {
    private static final int LARGEST_BLOCK = 256;

    /** The rotation with the largest blocks that a width has. */
    static Rotation of(int width) {
        int block = 1;
        while (4 * block <= LARGEST_BLOCK && width % (4 * block) == 0) {
            block *= 4;
        }
        return new Rotation(width, block);
    }

    /** Rotates one vector in place: {@code values[from]}, {@code values[from + stride]} and so on. */
    void apply(float[] values, int from, int stride) {
        for (int step = 1; step < block; step *= 4) {
            for (int k = 0; k < width; k++) {
                if (k / step % 4 == 0) {
                    mix(values, from + k * stride, step * stride);
                }
            }
        }
    }

    private static void mix(float[] values, int from, int step) {
        float half = 0;
        for (int i = 0; i < 4; i++) {
            half += values[from + i * step] / 2;
        }
        for (int i = 0; i < 4; i++) {
            values[from + i * step] = half - values[from + i * step];
        }
    }

    /** The matrix of one block, {@code [block, block]}. */
    float[] matrix() {
        float[] matrix = new float[block * block];
        Rotation one = new Rotation(block, block);
        for (int row = 0; row < block; row++) {
            matrix[row * block + row] = 1;
            one.apply(matrix, row * block, 1);
        }
        return matrix;
    }
}
