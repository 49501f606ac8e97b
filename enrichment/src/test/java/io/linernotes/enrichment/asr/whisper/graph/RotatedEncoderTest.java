package io.linernotes.enrichment.asr.whisper.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.asr.model.Weights;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same encoder in another basis. */
class RotatedEncoderTest {
    private static final int WIDTH = 192;
    private static final int INNER = 768;
    private static final Weights PLAIN = RotatedEncoderTest::random;
    private static final Weights ROTATED = new RotatedEncoder(PLAIN, Rotation.of(WIDTH));

    @ParameterizedTest
    @CsvSource({"192, 64", "384, 64", "512, 256", "768, 256", "1024, 256", "1280, 256", "6, 1"})
    void mixesTheLargestBlocksOfAWidth(int width, int block) {
        assertThat(Rotation.of(width)).isEqualTo(new Rotation(width, block));
    }

    @Test
    void spreadsOneChannelOverItsBlock() {
        float[] one = new float[WIDTH];
        one[70] = 8;

        Rotation.of(WIDTH).apply(one, 0, 1);

        for (int i = 0; i < WIDTH; i++) {
            assertThat(Math.abs(one[i])).isEqualTo(i / 64 == 1 ? 1 : 0);
        }
    }

    @Test
    void isItsOwnInverseAndKeepsTheMean() {
        float[] x = random("x", WIDTH);
        float[] rotated = x.clone();
        float[] ones = new float[WIDTH];
        Arrays.fill(ones, 1);

        Rotation.of(WIDTH).apply(rotated, 0, 1);
        Rotation.of(WIDTH).apply(ones, 0, 1);

        assertThat(ones).containsOnly(1);
        assertThat(rotated).isNotEqualTo(x);
        Rotation.of(WIDTH).apply(rotated, 0, 1);
        assertThat(rotated).containsExactly(x, within(1e-5f));
    }

    @ParameterizedTest
    @CsvSource({
        "model.encoder.layers.1.fc1, model.encoder.layers.1.final_layer_norm",
        "model.encoder.layers.1.self_attn.q_proj, model.encoder.layers.1.self_attn_layer_norm",
        "model.encoder.layers.1.self_attn.v_proj, model.encoder.layers.1.self_attn_layer_norm",
        "model.decoder.layers.0.encoder_attn.v_proj, model.encoder.layer_norm"
    })
    void givesTheSameProductsOfWhatIsNormalised(String product, String norm) {
        float[] normalised = random("x", WIDTH);
        float[] plain = normalised.clone();
        float[] factors = PLAIN.read(norm + ".weight", WIDTH);
        float[] shift = PLAIN.read(norm + ".bias", WIDTH);
        for (int i = 0; i < WIDTH; i++) {
            plain[i] = plain[i] * factors[i] + shift[i];
        }
        Rotation.of(WIDTH).apply(normalised, 0, 1);

        assertThat(ROTATED.read(norm + ".weight", WIDTH)).containsOnly(1);
        assertThat(ROTATED.read(norm + ".bias", WIDTH)).containsOnly(0);
        assertThat(product(ROTATED, product, normalised, INNER))
                .containsExactly(product(PLAIN, product, plain, INNER), within(1e-3f));
    }

    @ParameterizedTest
    @CsvSource({"model.encoder.layers.0.fc2, 768", "model.encoder.layers.0.self_attn.out_proj, 192"})
    void rotatesWhatIsAddedToTheStream(String product, int in) {
        float[] x = random("x", in);
        float[] expected = product(PLAIN, product, x, WIDTH);
        Rotation.of(WIDTH).apply(expected, 0, 1);

        assertThat(product(ROTATED, product, x, WIDTH)).containsExactly(expected, within(1e-3f));
    }

    @Test
    void leavesTheStemAndTheDecoderAlone() {
        assertThat(ROTATED.read("model.encoder.conv1.weight", 4))
                .isEqualTo(PLAIN.read("model.encoder.conv1.weight", 4));
        assertThat(ROTATED.read("model.encoder.embed_positions.weight", 4))
                .isEqualTo(PLAIN.read("model.encoder.embed_positions.weight", 4));
    }

    private static float[] product(Weights weights, String name, float[] x, int out) {
        float[] matrix = weights.read(name + ".weight", out, x.length);
        float[] result = weights.read(name + ".bias", out);
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < x.length; i++) {
                result[o] += matrix[o * x.length + i] * x[i];
            }
        }
        return result;
    }

    private static float[] random(String name, int... shape) {
        int count = 1;
        for (int size : shape) {
            count *= size;
        }
        Random random = new Random(name.hashCode());
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
