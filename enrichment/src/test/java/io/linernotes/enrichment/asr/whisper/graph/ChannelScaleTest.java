package io.linernotes.enrichment.asr.whisper.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OrtException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and values of two heads of four channels, each ten times as large as the one before it, one of them silent. */
class ChannelScaleTest {
    private static final int CHANNELS = 8;
    private static final int SILENT = 5;
    private static final int POSITIONS = 30;

    @ParameterizedTest
    @CsvSource({"keys, 127", "keys, 64", "values, 127", "values, 64"})
    void usesAllStepsInEveryChannel(String kind, int steps) throws OrtException {
        boolean keys = kind.equals("keys");
        float[] x = new float[CHANNELS * POSITIONS];
        float[] random = GraphRun.random(1, x.length);
        for (int i = 0; i < x.length; i++) {
            x[i] = channel(i, keys) == SILENT ? 0 : random[i] * (float) Math.pow(10, channel(i, keys));
        }
        GraphRun run = new GraphRun();
        long[] shape = keys ? new long[] {1, 2, 4, POSITIONS} : new long[] {1, 2, POSITIONS, 4};
        String input = run.input(x, shape);
        ChannelScale scale = keys
                ? ChannelScale.ofKeys(run.graph(), input, steps)
                : ChannelScale.ofValues(run.graph(), input, steps);
        run.output(scale.integers(), shape);
        run.output(scale.scale(), 1, 2, keys ? 4 : 1, keys ? 1 : 4);

        float[][] results = run.run();

        float[] largest = new float[CHANNELS];
        for (int i = 0; i < x.length; i++) {
            int channel = channel(i, keys);
            float step = results[1][channel];
            largest[channel] = Math.max(largest[channel], Math.abs(results[0][i]));
            assertThat(results[0][i] * step).isCloseTo(x[i], within(0.501f * step));
        }
        for (int channel = 0; channel < CHANNELS; channel++) {
            assertThat(largest[channel]).isEqualTo(channel == SILENT ? 0 : steps);
        }
    }

    private static int channel(int index, boolean keys) {
        return keys ? index / POSITIONS : index / (4 * POSITIONS) * 4 + index % 4;
    }
}
