package io.linernotes.enrichment.audio.libav;

import java.util.Arrays;
import java.util.Random;

/**
 * One way to break a recording, always the same for the same number.
 *
 * @param number chooses the source, the kind of damage and its places
 */
record Mutation(long number) {
    private static final int KINDS = 5;
    private static final int LONGEST_HOLE = 8192;
    private static final int HEADER_BYTES = 512;

    /** Which of several sources is broken. */
    int source(int sources) {
        return (int) (number % sources);
    }

    byte[] of(byte[] whole, int sources) {
        Random random = new Random(number);
        byte[] bytes = whole.clone();
        int length = 1 + random.nextInt(Math.min(LONGEST_HOLE, bytes.length / 2));
        int start = random.nextInt(bytes.length - length);
        return switch ((int) (number / sources % KINDS)) {
            case 0 -> Arrays.copyOf(bytes, 1 + random.nextInt(bytes.length));
            case 1 -> flip(bytes, random);
            case 2 -> zero(bytes, start, length);
            case 3 -> delete(bytes, start, length);
            default -> scramble(bytes, random);
        };
    }

    /** One bit in every thousand bytes. */
    private static byte[] flip(byte[] bytes, Random random) {
        for (int i = 0; i < Math.max(1, bytes.length / 1000); i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    private static byte[] zero(byte[] bytes, int start, int length) {
        Arrays.fill(bytes, start, start + length, (byte) 0);
        return bytes;
    }

    private static byte[] delete(byte[] bytes, int start, int length) {
        byte[] shorter = Arrays.copyOf(bytes, bytes.length - length);
        System.arraycopy(bytes, start + length, shorter, start, shorter.length - start);
        return shorter;
    }

    private static byte[] scramble(byte[] bytes, Random random) {
        for (int i = 0; i < 20; i++) {
            bytes[random.nextInt(Math.min(HEADER_BYTES, bytes.length))] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
