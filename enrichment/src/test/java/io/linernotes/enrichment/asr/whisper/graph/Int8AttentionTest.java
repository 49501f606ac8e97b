package io.linernotes.enrichment.asr.whisper.graph;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Attention in bytes against plain arithmetic, over random queries, keys and values. */
class Int8AttentionTest {
    private static final int HEADS = 2;
    private static final int WIDTH = 64;
    private static final int POSITIONS = 300;
    private static final int COUNT = HEADS * WIDTH * POSITIONS;
    private static final double CLOSE = 0.04;

    private final float[] query = scaled(GraphRun.random(1, COUNT), 0.25f);
    private final float[] key = GraphRun.random(2, COUNT);
    private final float[] value = GraphRun.random(3, COUNT);

    @Test
    void mixesValuesAsFloatsDo() throws OrtException {
        assertThat(distance(mixture(127), plain(query))).isLessThan(CLOSE);
        assertThat(distance(mixture(64), plain(query))).isLessThan(1.5 * CLOSE);
    }

    /** What the test above would say of a graph that takes the queries of the wrong positions. */
    @Test
    void aShiftOfOnePositionWouldBeFarOff() {
        float[] shifted = new float[COUNT];
        System.arraycopy(query, WIDTH, shifted, 0, COUNT - WIDTH);

        assertThat(distance(plain(shifted), plain(query))).isGreaterThan(20 * CLOSE);
    }

    /** A key's channel may be as large as it likes where the queries make up for it, and so may a value's. */
    @Test
    void everyChannelHasAScaleOfItsOwn() throws OrtException {
        for (int p = 0; p < POSITIONS; p++) {
            key[5 * POSITIONS + p] *= 300;
            query[p * WIDTH + 5] /= 300;
            value[p * WIDTH + 9] *= 300;
        }
        float[] result = mixture(127);
        float[] expected = plain(query);

        assertThat(distance(result, expected)).isLessThan(CLOSE);
        for (int p = 0; p < POSITIONS; p++) {
            result[p * WIDTH + 9] /= 300;
            expected[p * WIDTH + 9] /= 300;
        }
        assertThat(distance(result, expected)).isLessThan(CLOSE);
    }

    @Test
    void silentQueriesHearEverythingAlike() throws OrtException {
        Arrays.fill(query, 0);

        assertThat(distance(mixture(127), plain(query))).isLessThan(CLOSE);
    }

    private float[] mixture(int largest) throws OrtException {
        GraphRun run = new GraphRun();
        String mixture = new Int8Attention(run.graph(), HEADS, POSITIONS, largest)
                .mixture(
                        run.input(query, 1, HEADS, POSITIONS, WIDTH),
                        run.input(key, 1, HEADS, WIDTH, POSITIONS),
                        run.input(value, 1, HEADS, POSITIONS, WIDTH));
        run.output(mixture, 1, HEADS, POSITIONS, WIDTH);
        return run.run()[0];
    }

    private float[] plain(float[] queries) {
        float[] result = new float[COUNT];
        double[] weights = new double[POSITIONS];
        for (int row = 0; row < HEADS * POSITIONS; row++) {
            int head = row / POSITIONS;
            double sum = 0;
            for (int p = 0; p < POSITIONS; p++) {
                double score = 0;
                for (int i = 0; i < WIDTH; i++) {
                    score += queries[row * WIDTH + i] * key[(head * WIDTH + i) * POSITIONS + p];
                }
                weights[p] = Math.exp(score);
                sum += weights[p];
            }
            for (int p = 0; p < POSITIONS; p++) {
                for (int i = 0; i < WIDTH; i++) {
                    result[row * WIDTH + i] += (float) (weights[p] / sum * value[(head * POSITIONS + p) * WIDTH + i]);
                }
            }
        }
        return result;
    }

    /** Length of the difference over the length of what is expected. */
    private static double distance(float[] actual, float[] expected) {
        double difference = 0;
        double all = 0;
        for (int i = 0; i < COUNT; i++) {
            difference += Math.pow(actual[i] - expected[i], 2);
            all += Math.pow(expected[i], 2);
        }
        return Math.sqrt(difference / all);
    }

    private static float[] scaled(float[] values, float factor) {
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return values;
    }
}
