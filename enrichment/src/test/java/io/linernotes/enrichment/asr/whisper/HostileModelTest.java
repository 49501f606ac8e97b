package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.model.ModelFolder;
import io.linernotes.enrichment.asr.model.ModelStore;
import io.linernotes.enrichment.asr.model.ModelsConfig;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Models that are not what they should be: each ends in one sentence, before a session is created. */
class HostileModelTest {
    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path folder;

    private Path model;
    private ModelsConfig config = ModelsConfig.DEFAULTS;

    @BeforeEach
    void writeModel() throws IOException {
        model = TinyWhisper.ENGLISH.write(folder.resolve("tiny"));
        config = new ModelsConfig("http://127.0.0.1:1", folder + "/models", folder + "/cache");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "generation_config.json",
                "preprocessor_config.json",
                "tokenizer.json",
                "model.safetensors"
            })
    void refusesAFlippedByteInAnyPinnedFile(String file) throws IOException {
        ModelStore store = new ModelStore(config.folderPath());
        store.importFrom(model, "tiny", WhisperModels::requireUsable);
        Path installed = store.path("tiny").resolve(file);
        byte[] content = Files.readAllBytes(installed);
        content[content.length - 1] ^= 1;
        Files.write(installed, content);

        assertThat(refusal("tiny"))
                .isEqualTo("File %s of model tiny is not the one that models.lock.json pins.".formatted(file));
    }

    @ParameterizedTest
    @ValueSource(strings = {"config.json", "tokenizer.json"})
    void refusesAMissingFile(String file) throws IOException {
        Files.delete(model.resolve(file));

        assertThat(refusal()).isEqualTo("Model tiny lacks the file %s.".formatted(file));
    }

    @Test
    void saysInWhichFormsWeightsMayCome() throws IOException {
        Files.delete(model.resolve("model.safetensors"));
        Files.createFile(model.resolve("encoder_model_q2.onnx"));

        assertThat(refusal())
                .isEqualTo("Model tiny lacks the file model.safetensors, or an ONNX export as one of fp32, fp16, "
                        + "int8, quantized, uint8, q4, q4f16.");
    }

    @ParameterizedTest
    @CsvSource({
        "d_model, 1000000000, The file config.json has no usable d_model.",
        "d_model, 4294967360, The file config.json has no usable d_model.",
        "d_model, -64, The file config.json has no usable d_model.",
        "encoder_layers, 1000000, The file config.json has no usable encoder_layers.",
        "encoder_layers, 200, The file model.safetensors of model tiny lacks the tensor model.encoder.layers.2.self_attn.q_proj.weight.",
        "vocab_size, 1048576, 'The file model.safetensors of model tiny holds model.decoder.embed_tokens.weight with shape [1515, 64] instead of [1048576, 64].'",
        "vocab_size, 1500, The files of model tiny do not fit together.",
        "num_mel_bins, 128, The files of model tiny do not fit together.",
        "eos_token_id, 50256, The files of model tiny do not fit together."
    })
    void refusesSizesThatAreNotThoseOfTheWeights(String key, long value, String sentence) throws IOException {
        ObjectNode changed = TinyWhisper.ENGLISH.config().put(key, value);
        TinyWhisper.writeJson(model, "config.json", changed);

        assertThat(refusal()).isEqualTo(sentence);
    }

    @Test
    void refusesATokenizerWithMoreTokensThanTheModel() throws IOException {
        ObjectNode tokenizer =
                (ObjectNode) JSON.readTree(model.resolve("tokenizer.json").toFile());
        tokenizer
                .withArray("added_tokens")
                .addObject()
                .put("content", "<|more|>")
                .put("id", TinyWhisper.VOCABULARY);
        TinyWhisper.writeJson(model, "tokenizer.json", tokenizer);

        assertThat(refusal()).isEqualTo("The files of model tiny do not fit together.");
    }

    @Test
    void refusesJsonOfAThousandLevels() throws IOException {
        Files.writeString(model.resolve("tokenizer.json"), "[".repeat(100_000));

        assertThat(refusal()).isEqualTo("File tokenizer.json of model tiny is not valid JSON.");
    }

    @Test
    void refusesATensorOfAMillionMillionElements() throws IOException {
        changeHeader(header -> replaced(header, "\"shape\":[64]", "\"shape\":[1000000000000]"));

        assertThat(refusal()).matches("The file model.safetensors of model tiny places .* outside of its data\\.");
    }

    @Test
    void refusesDimensionsWhoseProductOverflows() throws IOException {
        changeHeader(header -> replaced(header, "\"shape\":[64]", "\"shape\":[2147483647,2147483647,4]"));

        assertThat(refusal()).matches("The file model.safetensors of model tiny places .* outside of its data\\.");
    }

    @Test
    void refusesNegativeOffsets() throws IOException {
        changeHeader(header -> replaced(header, "\"data_offsets\":[0,", "\"data_offsets\":[-4,"));

        assertThat(refusal()).matches("The file model.safetensors of model tiny places .* outside of its data\\.");
    }

    @Test
    void refusesTensorsThatOverlap() throws IOException {
        ObjectNode header = header();
        JsonNode conv = header.path("model.encoder.conv1.bias").path("data_offsets");
        header.withObject("/model.encoder.conv2.bias").replace("data_offsets", conv);
        writeHeader(JSON.writeValueAsString(header));

        assertThat(refusal())
                .isEqualTo("The file model.safetensors of model tiny has tensors that overlap or leave holes.");
    }

    @Test
    void refusesATensorThatIsThereTwice() throws IOException {
        changeHeader(header -> "{\"model.encoder.conv1.bias\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]},"
                + header.substring(1));

        assertThat(refusal())
                .isEqualTo("The file model.safetensors of model tiny has a header that is not valid JSON.");
    }

    @Test
    void refusesTruncatedWeights() throws IOException {
        Path weights = model.resolve("model.safetensors");
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(whole, whole.length - 100));

        assertThat(refusal()).matches("The file model.safetensors of model tiny places .* outside of its data\\.");
    }

    @Test
    void refusesBytesBehindTheWeights() throws IOException {
        Path weights = model.resolve("model.safetensors");
        byte[] whole = Files.readAllBytes(weights);
        Files.write(weights, Arrays.copyOf(whole, whole.length + 100));

        assertThat(refusal()).isEqualTo("The file model.safetensors of model tiny is longer than its tensors.");
    }

    @Test
    void refusesShardsOutsideOfTheFolder() throws IOException {
        Files.move(model.resolve("model.safetensors"), folder.resolve("outside.safetensors"));
        Files.writeString(
                model.resolve("model.safetensors.index.json"), "{\"weight_map\": {\"a\": \"../outside.safetensors\"}}");

        assertThat(refusal())
                .isEqualTo(
                        "The file model.safetensors.index.json of model tiny names a file outside of the model's folder.");
    }

    @Test
    void ignoresFilesThatItDoesNotKnow() throws IOException {
        Files.writeString(model.resolve("run-me.py"), "import os");
        Files.writeString(model.resolve("pytorch_model.bin"), "pickle");

        assertThat(ModelFolder.open(model.toString()).files()).hasSize(5).doesNotContainKey("run-me.py");
        WhisperModels.open(asr(model.toString()), config).close();
    }

    /** A class that was never loaded has no objects. */
    @Test
    void loadsNoOnnxRuntimeForAModelThatIsRefused() throws Exception {
        assertThat(classesOfOnnxRuntime()).isPositive();

        TinyWhisper.writeJson(model, "config.json", TinyWhisper.ENGLISH.config().put("d_model", 128));
        assertThat(classesOfOnnxRuntime()).isZero();
    }

    private long classesOfOnnxRuntime() throws Exception {
        Path log = folder.resolve("classes.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx512m",
                        "-Xlog:class+load:file=" + log,
                        "-cp",
                        System.getProperty("java.class.path"),
                        OpenModel.class.getName(),
                        model.toString(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
        process.getInputStream().transferTo(OutputStream.nullOutputStream());
        process.waitFor();
        return Files.readString(log)
                .lines()
                .filter(line -> line.contains("ai.onnxruntime.OrtSession"))
                .count();
    }

    private String refusal() {
        return refusal(model.toString());
    }

    private String refusal(String nameOrPath) {
        EnrichmentException refused =
                catchThrowableOfType(EnrichmentException.class, () -> WhisperModels.open(asr(nameOrPath), config));
        assertThat(refused.code()).isEqualTo(ErrorCode.MODEL_INTEGRITY);
        return refused.getMessage();
    }

    private static AsrConfig asr(String model) {
        return TinyWhisper.settings(model, AsrConfig.Precision.FP32, 1, false);
    }

    private void changeHeader(UnaryOperator<String> change) throws IOException {
        writeHeader(change.apply(JSON.writeValueAsString(header())));
    }

    private ObjectNode header() throws IOException {
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(model.resolve("model.safetensors")))
                .order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) file.getLong()];
        file.get(header);
        return (ObjectNode) JSON.readTree(new String(header, StandardCharsets.UTF_8));
    }

    private void writeHeader(String header) throws IOException {
        Path weights = model.resolve("model.safetensors");
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(weights)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] data = new byte[file.capacity() - 8 - (int) file.getLong(0)];
        file.position(file.capacity() - data.length).get(data);
        Files.write(weights, TinyWhisper.file(header, data));
    }

    private static String replaced(String text, String part, String by) {
        int at = text.indexOf(part);
        assertThat(at).isPositive();
        return text.substring(0, at) + by + text.substring(at + part.length());
    }
}
