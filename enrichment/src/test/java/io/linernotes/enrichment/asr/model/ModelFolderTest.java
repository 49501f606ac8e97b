package io.linernotes.enrichment.asr.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelFolderTest {
    @TempDir
    private Path directory;

    private Path model;

    @BeforeEach
    void writeModel() throws IOException {
        model = Files.createDirectory(directory.resolve("tiny"));
        for (String file :
                new String[] {"config.json", "generation_config.json", "preprocessor_config.json", "tokenizer.json"}) {
            Files.writeString(model.resolve(file), "{}");
        }
        writeWeights("{\"w\": {\"dtype\": \"F32\", \"shape\": [2], \"data_offsets\": [0, 8]}}", 1.5f, -2f);
    }

    @Test
    void opensAFolder() {
        ModelFolder folder = ModelFolder.open(model.toString());

        assertThat(folder.name()).isEqualTo("tiny");
        assertThat(folder.warning()).isNull();
        try (StoredWeights weights = folder.weights()) {
            assertThat(weights.read("w", 2)).containsExactly(1.5f, -2f);
        }
    }

    @Test
    void opensAnEmbeddedModelByItsName() {
        assertThat(ModelFolder.open("whisper-nano.en").warning()).contains("toy");
    }

    @Test
    void changesItsHashWithAnyFile() throws IOException {
        String before = ModelFolder.open(model.toString()).sha256();
        Files.writeString(model.resolve("tokenizer.json"), "{ }");

        assertThat(ModelFolder.open(model.toString()).sha256()).isNotEqualTo(before);
    }

    @Test
    void namesAModelThatIsNotThere() {
        assertFails(
                ErrorCode.MODEL_MISSING,
                "There is neither an embedded nor an installed model nor a folder named whisper-huge.",
                () -> ModelFolder.open("whisper-huge"));
    }

    @Test
    void namesAFileThatIsMissing() throws IOException {
        Files.delete(model.resolve("tokenizer.json"));

        assertFails(
                ErrorCode.MODEL_INTEGRITY,
                "Model tiny lacks the file tokenizer.json.",
                () -> ModelFolder.open(model.toString()));
    }

    @Test
    void refusesALinkEvenInsideOfTheFolder() throws IOException {
        Files.move(model.resolve("config.json"), model.resolve("other.json"));
        Files.createSymbolicLink(model.resolve("config.json"), Path.of("other.json"));

        assertFails(
                ErrorCode.MODEL_INTEGRITY,
                "File config.json of model tiny is a link; a model's files must lie in its folder.",
                () -> ModelFolder.open(model.toString()));
    }

    @Test
    void refusesAHardLink() throws IOException {
        Files.createLink(directory.resolve("second-name"), model.resolve("model.safetensors"));

        assertFails(
                ErrorCode.MODEL_INTEGRITY,
                "File model.safetensors of model tiny is a hard link; a model's files must lie in its folder alone.",
                () -> ModelFolder.open(model.toString()));
    }

    @Test
    void refusesWeightsOfAnotherShape() {
        try (StoredWeights weights = ModelFolder.open(model.toString()).weights()) {
            assertFails(
                    ErrorCode.MODEL_INTEGRITY,
                    "The file model.safetensors of model tiny holds w with shape [2] instead of [3].",
                    () -> weights.read("w", 3));
            assertFails(
                    ErrorCode.MODEL_INTEGRITY,
                    "The file model.safetensors of model tiny lacks the tensor v.",
                    () -> weights.read("v", 3));
        }
    }

    @Test
    void refusesTensorsOutsideOfTheFile() throws IOException {
        writeWeights("{\"w\": {\"dtype\": \"F32\", \"shape\": [3], \"data_offsets\": [0, 12]}}", 1.5f, -2f);

        assertFails(
                ErrorCode.MODEL_INTEGRITY,
                "The file model.safetensors of model tiny places w outside of its data.",
                () -> ModelFolder.open(model.toString()).weights());
    }

    @Test
    void refusesATruncatedHeader() throws IOException {
        Files.write(model.resolve("model.safetensors"), new byte[] {100, 0, 0, 0, 0, 0, 0, 0, '{'});

        assertFails(
                ErrorCode.MODEL_INTEGRITY,
                "The file model.safetensors of model tiny has a header of impossible length.",
                () -> ModelFolder.open(model.toString()).weights());
    }

    @Test
    void readsHalfPrecisionExactly() {
        assertThat(HalfFloat.toFloat((short) 0x3c00)).isEqualTo(1f);
        assertThat(HalfFloat.toFloat((short) 0xc000)).isEqualTo(-2f);
        assertThat(HalfFloat.toFloat((short) 0x0001)).isEqualTo(0x1p-24f);
        assertThat(HalfFloat.toFloat((short) 0x7bff)).isEqualTo(65504f);
        assertThat(HalfFloat.toFloat((short) 0xfc00)).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    private void writeWeights(String header, float... values) throws IOException {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        ByteBuffer file =
                ByteBuffer.allocate(8 + json.length + 4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        file.putLong(json.length).put(json);
        for (float value : values) {
            file.putFloat(value);
        }
        Files.write(model.resolve("model.safetensors"), file.array());
    }

    private static void assertFails(ErrorCode code, String message, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        EnrichmentException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessage(message);
    }
}
