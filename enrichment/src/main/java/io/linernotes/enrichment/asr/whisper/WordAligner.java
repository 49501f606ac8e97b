package io.linernotes.enrichment.asr.whisper;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * When each token is spoken, by dynamic time warping over the cross attention of the alignment heads:
 * {@code find_alignment} of openai/whisper {@code timing.py}. Safe for several threads.
 */
final class WordAligner {
    private static final int FILTER_WIDTH = 7;
    /** Samples at 16 kHz under one encoder position of 20 ms. */
    private static final int SAMPLES_PER_POSITION = 320;

    private final WhisperSessions sessions;
    private final SpecialTokens special;
    private final int positions;

    /** @param positions that the encoder gives for 30 s */
    WordAligner(WhisperSessions sessions, SpecialTokens special, int positions) {
        this.sessions = sessions;
        this.special = special;
        this.positions = positions;
    }

    /**
     * Runs the decoder once more over the text without timestamps.
     *
     * @param sampled tokens of the window
     * @param prompt tokens before them
     * @param samples samples of the window that are not padding
     * @param row of the cache that holds the window; its self-attention part is overwritten
     * @return for every text token, and the end, the position (20 ms) where it begins; empty when there is no text
     */
    ImmutableList<Integer> frames(
            List<Integer> sampled, List<Integer> prompt, int samples, DecoderCache cache, int row) {
        List<Integer> text =
                sampled.stream().filter(token -> token < special.endOfText()).toList();
        if (text.isEmpty()) {
            return ImmutableList.of();
        }
        List<Integer> sequence = new ArrayList<>(prompt);
        sequence.add(special.noTimestamps());
        sequence.addAll(text);
        sequence.add(special.endOfText());
        long[] tokens = sequence.stream().mapToLong(Integer::longValue).toArray();
        float[] scores = sessions.align(tokens, cache, row);
        int columns = Math.max(1, Math.min(positions, samples / SAMPLES_PER_POSITION));
        float[][] attention = meanAttention(scores, tokens.length, columns);
        float[][] rows = Arrays.copyOfRange(attention, prompt.size(), tokens.length - 1);
        return firstColumns(rows);
    }

    /** Soft-max over time, normalised over tokens, smoothed over time, mean over heads. */
    private float[][] meanAttention(float[] scores, int tokens, int columns) {
        int heads = scores.length / (tokens * positions);
        float[][] mean = new float[tokens][columns];
        float[][] weights = new float[tokens][columns];
        for (int head = 0; head < heads; head++) {
            for (int t = 0; t < tokens; t++) {
                System.arraycopy(scores, (head * tokens + t) * positions, weights[t], 0, columns);
                softMax(weights[t]);
            }
            normaliseColumns(weights);
            for (int t = 0; t < tokens; t++) {
                float[] smooth = medianFiltered(weights[t]);
                for (int c = 0; c < columns; c++) {
                    mean[t][c] += smooth[c] / heads;
                }
            }
        }
        return mean;
    }

    private static void softMax(float[] row) {
        float max = Logits.max(row, 0, row.length);
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            row[i] = (float) Math.exp(row[i] - max);
            sum += row[i];
        }
        for (int i = 0; i < row.length; i++) {
            row[i] /= (float) sum;
        }
    }

    private static void normaliseColumns(float[][] weights) {
        for (int c = 0; c < weights[0].length; c++) {
            double sum = 0;
            for (float[] row : weights) {
                sum += row[c];
            }
            double mean = sum / weights.length;
            double squares = 0;
            for (float[] row : weights) {
                squares += (row[c] - mean) * (row[c] - mean);
            }
            double deviation = Math.sqrt(squares / weights.length);
            for (float[] row : weights) {
                row[c] = deviation > 0 ? (float) ((row[c] - mean) / deviation) : 0;
            }
        }
    }

    /** Median over {@link #FILTER_WIDTH} neighbours, mirrored at the ends; short rows stay as they are. */
    private static float[] medianFiltered(float[] row) {
        int margin = FILTER_WIDTH / 2;
        if (row.length <= margin) {
            return row;
        }
        float[] result = new float[row.length];
        float[] window = new float[FILTER_WIDTH];
        for (int c = 0; c < row.length; c++) {
            for (int i = 0; i < FILTER_WIDTH; i++) {
                int at = Math.abs(c - margin + i);
                window[i] = row[at < row.length ? at : 2 * (row.length - 1) - at];
            }
            Arrays.sort(window);
            result[c] = window[margin];
        }
        return result;
    }

    /** The cheapest monotonic path through the negated matrix; for every row the first column on it. */
    static ImmutableList<Integer> firstColumns(float[][] matrix) {
        int rows = matrix.length;
        int columns = matrix[0].length;
        byte[][] steps = new byte[rows + 1][columns + 1];
        float[] before = new float[rows + 1];
        Arrays.fill(before, Float.POSITIVE_INFINITY);
        before[0] = 0;
        for (int c = 1; c <= columns; c++) {
            float[] costs = new float[rows + 1];
            costs[0] = Float.POSITIVE_INFINITY;
            for (int r = 1; r <= rows; r++) {
                float both = before[r - 1];
                float down = costs[r - 1];
                float along = before[r];
                float best = along;
                byte step = 2;
                if (both < down && both < along) {
                    best = both;
                    step = 0;
                } else if (down < both && down < along) {
                    best = down;
                    step = 1;
                }
                costs[r] = best - matrix[r - 1][c - 1];
                steps[r][c] = step;
            }
            before = costs;
        }
        Integer[] first = new Integer[rows];
        int r = rows;
        int c = columns;
        while (r > 0 && c > 0) {
            first[r - 1] = c - 1;
            switch (steps[r][c]) {
                case 0 -> {
                    r--;
                    c--;
                }
                case 1 -> r--;
                default -> c--;
            }
        }
        for (; r > 0; r--) {
            first[r - 1] = 0;
        }
        return ImmutableList.copyOf(first);
    }
}
