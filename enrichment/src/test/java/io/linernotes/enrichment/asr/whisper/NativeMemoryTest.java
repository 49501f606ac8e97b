package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import com.google.common.base.Ticker;
import io.linernotes.enrichment.onnx.OnnxRuntime;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Whether everything outside of the heap comes back, on a random model that takes little time per window. */
@Tag("nightly")
@EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
class NativeMemoryTest {
    private static final int WINDOWS = 500;
    private static final double MOST_MEBIBYTES_PER_WINDOW = 0.05;

    @Test
    void givesBackWhatAWindowTook() {
        try (RandomModel random = new RandomModel(80, 99)) {
            assertThat(slope(random, () -> {})).isLessThan(MOST_MEBIBYTES_PER_WINDOW);
        }
    }

    /** The test above can fail: one tensor of features that is not closed shows. */
    @Test
    void seesATensorThatIsLeftOpen() {
        List<OnnxTensor> leaked = new ArrayList<>();
        float[] features = new float[80 * LogMelSpectrogram.FRAMES];
        try (RandomModel random = new RandomModel(80, 99)) {
            double slope = slope(random, () -> {
                try {
                    leaked.add(OnnxTensor.createTensor(
                            OnnxRuntime.environment(), FloatBuffer.wrap(features), new long[] {1, features.length}));
                } catch (OrtException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(slope).isGreaterThan(MOST_MEBIBYTES_PER_WINDOW);
        } finally {
            leaked.forEach(OnnxTensor::close);
        }
    }

    /** Mebibytes per window over the second half of a thousand windows. */
    private static double slope(RandomModel random, Runnable besides) {
        decode(random, WINDOWS, besides);
        double before = Resident.mebibytes();
        decode(random, WINDOWS, besides);
        return (Resident.mebibytes() - before) / WINDOWS;
    }

    /** Alternately one beam and three, so that rows are copied too; word times are on. */
    private static void decode(RandomModel random, int windows, Runnable besides) {
        // A clock that leaps ends every window after its first attempt.
        Ticker hurried = new Ticker() {
            private long now;

            @Override
            public long read() {
                return now += Long.MAX_VALUE / 1_000_000;
            }
        };
        SearchOptions beams = new SearchOptions(3, 1, new SequenceRank(null), 1);
        for (int done = 0; done < windows; done += 10) {
            SearchOptions options = done % 100 == 0 ? beams : SearchOptions.GREEDY;
            assertThat(random.decode(10, DecodingRequest.ANY, options, hurried)).hasSize(10);
            for (int i = 0; i < 10; i++) {
                besides.run();
            }
        }
    }
}
