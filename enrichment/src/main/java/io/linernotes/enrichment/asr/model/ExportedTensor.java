package io.linernotes.enrichment.asr.model;

import io.linernotes.enrichment.onnx.OnnxStructure.Constant;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A tensor of an exported graph; nothing is read before it is asked for.
 *
 * @param shape to be read only
 * @param values float32 in row-major order; the caller owns the array
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ExportedTensor(int[] shape, Supplier<float[]> values) {
    private static final int FLOAT = 1;
    private static final int UINT8 = 2;
    private static final int INT8 = 3;
    private static final int HALF = 10;
    private static final int BFLOAT = 16;

    /** The bytes of constants. */
    interface Content {
        /**
         * Little-endian bytes of a constant.
         *
         * @param size bytes that it must have
         * @throws io.linernotes.enrichment.failure.EnrichmentException {@code MODEL_INTEGRITY} when it has others
         */
        ByteBuffer of(Constant constant, long size);

        /** Compares without reading. */
        void check(Constant constant, long size);
    }

    /** A constant; null when it holds no numbers that weights are made of, or more than one array holds. */
    static @Nullable ExportedTensor of(Constant constant, Content content) {
        int[] shape = new int[constant.shape().size()];
        long count = 1;
        for (int i = 0; i < shape.length; i++) {
            long dimension = constant.shape().get(i);
            if (dimension < 0 || dimension > Integer.MAX_VALUE) {
                return null;
            }
            shape[i] = (int) dimension;
            count *= dimension;
            if (count > Integer.MAX_VALUE) {
                return null;
            }
        }
        int bytes = bytes(constant.type());
        long size = count * bytes;
        boolean spelledWrong = constant.numbers() != null && constant.numbers().size() != count;
        if (bytes == 0 || size > Integer.MAX_VALUE || spelledWrong) {
            return null;
        }
        if (constant.numbers() == null) {
            content.check(constant, size);
        }
        int length = (int) count;
        return new ExportedTensor(shape, () -> read(constant, content, length, size));
    }

    private static int bytes(int type) {
        return switch (type) {
            case FLOAT -> 4;
            case HALF, BFLOAT -> 2;
            case INT8, UINT8 -> 1;
            default -> 0;
        };
    }

    private static float[] read(Constant constant, Content content, int count, long size) {
        float[] values = new float[count];
        if (constant.numbers() != null) {
            for (int i = 0; i < count; i++) {
                int number = constant.numbers().get(i);
                values[i] = constant.type() == HALF ? HalfFloat.toFloat((short) number) : number;
            }
            return values;
        }
        ByteBuffer bytes = content.of(constant, size);
        for (int i = 0; i < count; i++) {
            values[i] = switch (constant.type()) {
                case FLOAT -> bytes.getFloat();
                case HALF -> HalfFloat.toFloat(bytes.getShort());
                case BFLOAT -> Float.intBitsToFloat(bytes.getShort() << 16);
                case INT8 -> bytes.get();
                default -> Byte.toUnsignedInt(bytes.get());
            };
        }
        return values;
    }

    /** Rows and columns exchanged; null when it is no matrix. */
    @Nullable
    ExportedTensor transposed() {
        if (shape.length != 2) {
            return null;
        }
        int rows = shape[0];
        int columns = shape[1];
        return new ExportedTensor(new int[] {columns, rows}, () -> {
            float[] from = values.get();
            float[] to = new float[from.length];
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    to[column * rows + row] = from[row * columns + column];
                }
            }
            return to;
        });
    }

    /**
     * {@code (this - zero) · scale}, each one number or as many as there are along an axis; null when they fit neither way.
     *
     * @param zero null stands for 0
     */
    @Nullable
    ExportedTensor scaled(@Nullable ExportedTensor scale, @Nullable ExportedTensor zero, int axis) {
        if (scale == null || axis < 0 || (axis >= shape.length && scale.count() > 1)) {
            return null;
        }
        int along = scale.count() > 1 ? shape[axis] : 1;
        if (scale.count() != along || (zero != null && zero.count() != along)) {
            return null;
        }
        int inner = along == 1
                ? count()
                : Arrays.stream(shape, axis + 1, shape.length).reduce(1, (a, b) -> a * b);
        return new ExportedTensor(shape, () -> {
            float[] result = values.get();
            float[] factors = scale.values.get();
            float[] zeros = zero == null ? new float[along] : zero.values.get();
            for (int i = 0; i < result.length; i++) {
                int index = i / inner % along;
                result[i] = (result[i] - zeros[index]) * factors[index];
            }
            return result;
        });
    }

    /**
     * A matrix of four-bit numbers, two a byte, with a scale for every block of a row; null when the parts do not fit.
     *
     * @param zero two a byte, whole bytes for every row; null stands for 8
     */
    static @Nullable ExportedTensor ofBlocks(
            ExportedTensor packed, ExportedTensor scales, @Nullable ExportedTensor zero, int out, int in, int block) {
        if (out < 1 || in < 1 || block < 2 || block > 1 << 16 || (long) out * in > Integer.MAX_VALUE / 2) {
            return null;
        }
        int blocks = (in + block - 1) / block;
        int row = blocks * (block / 2);
        int zeroRow = (blocks + 1) / 2;
        if (packed.count() != (long) out * row
                || scales.count() != (long) out * blocks
                || (zero != null && zero.count() != (long) out * zeroRow)) {
            return null;
        }
        return new ExportedTensor(new int[] {out, in}, () -> {
            float[] bytes = packed.values.get();
            float[] factors = scales.values.get();
            float[] zeros = zero == null ? null : zero.values.get();
            float[] result = new float[out * in];
            for (int o = 0; o < out; o++) {
                for (int i = 0; i < in; i++) {
                    int b = i / block;
                    int middle = zeros == null ? 8 : nibble(zeros[o * zeroRow + b / 2], b);
                    result[o * in + i] = (nibble(bytes[o * row + i / 2], i) - middle) * factors[o * blocks + b];
                }
            }
            return result;
        });
    }

    /** The even ones are the lower halves. */
    private static int nibble(float pair, int index) {
        return ((int) pair >> (index % 2 * 4)) & 15;
    }

    private int count() {
        return Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    }
}
