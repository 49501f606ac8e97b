package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.RecognitionOptions;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.model.ModelFolder;
import io.linernotes.enrichment.asr.model.ModelStore;
import io.linernotes.enrichment.asr.model.ModelsConfig;
import io.linernotes.enrichment.asr.model.StoredWeights;
import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Models that come as Optimum and transformers.js write them. */
class ExportedModelTest {
    private static final String ENCODER = "encoder_model.onnx";
    private static final String DECODER = "decoder_model.onnx";
    private static final String MERGED = "decoder_model_merged.onnx";

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "encoder_model.onnx, decoder_model.onnx",
        "encoder_model.onnx, decoder_model_merged.onnx",
        "encoder_newer.onnx, decoder_newer.onnx",
    })
    void readsEveryParameterAsPyTorchHasIt(String encoder, String decoder) throws IOException {
        Path written = ExportedWhisper.write(folder.resolve("tiny"), encoder, decoder);
        Files.move(written.resolve("onnx").resolve(encoder), written.resolve(ENCODER));
        Files.move(written.resolve("onnx").resolve(decoder), written.resolve(DECODER));
        ModelFolder model = ModelFolder.open(written.toString());
        JsonNode parameters = ExportedWhisper.expected().path("parameters");

        try (StoredWeights weights = model.weights()) {
            WhisperTensors.of(ExportedWhisper.MODEL.sizes()).forEach((name, shape) -> {
                float[] values = weights.read(name, shape.toArray());
                double sum = 0;
                double mixed = 0;
                for (int i = 0; i < values.length; i++) {
                    sum += values[i];
                    mixed += values[i] * Math.cos(i);
                }
                assertThat(sum).as(name).isCloseTo(parameters.path(name).path(1).asDouble(), within(1e-4));
                assertThat(mixed)
                        .as(name)
                        .isCloseTo(parameters.path(name).path(2).asDouble(), within(1e-4));
            });
        }
    }

    /** A step of the numbers of a variant is the range of a tensor divided by how many there are. */
    @ParameterizedTest
    @CsvSource({
        "encoder_model_fp16.onnx, decoder_model_fp16.onnx, 0.001",
        "encoder_model_int8.onnx, decoder_model_int8.onnx, 0.005",
        "encoder_model_quantized.onnx, decoder_model_merged_quantized.onnx, 0.005",
        "encoder_model_q4.onnx, decoder_model_merged_q4.onnx, 0.13",
    })
    void readsNarrowerVariantsWithinAStepOfTheirNumbers(String encoder, String decoder, double step)
            throws IOException {
        ModelFolder exact = ModelFolder.open(
                ExportedWhisper.write(folder.resolve("exact"), ENCODER, DECODER).toString());
        ModelFolder model = ModelFolder.open(
                ExportedWhisper.write(folder.resolve("tiny"), encoder, decoder).toString());

        try (StoredWeights before = exact.weights();
                StoredWeights after = model.weights()) {
            WhisperTensors.of(ExportedWhisper.MODEL.sizes()).forEach((name, shape) -> {
                float[] values = before.read(name, shape.toArray());
                float largest = 0;
                for (float value : values) {
                    largest = Math.max(largest, Math.abs(value));
                }
                assertThat(after.read(name, shape.toArray())).as(name).containsExactly(values, within((float)
                        (largest * step)));
            });
        }
    }

    @Test
    void computesTheLogitsOfPyTorch() throws IOException {
        ModelFolder model = ModelFolder.open(
                ExportedWhisper.write(folder.resolve("tiny"), ENCODER, MERGED).toString());
        WhisperModel whisper = WhisperModels.check(model);
        float[] mel = new float[80 * 3000];
        for (int i = 0; i < mel.length; i++) {
            mel[i] = (float) Math.sin(i * 0.37f);
        }
        float[] logits = new float[1515];
        try (WhisperSessions sessions = WhisperModels.sessions(
                model, whisper, Arithmetic.FLOATS, DecoderCache.Size.of(whisper.sizes(), 1, false), 1)) {
            DecoderCache cache = sessions.acquire();
            sessions.encode(mel, cache, 0);
            int position = 0;
            for (JsonNode token : ExportedWhisper.expected().path("ids")) {
                sessions.step(new long[] {token.asLong()}, new long[] {position++}, cache);
            }
            cache.logits().read(0, logits);
            sessions.release(cache);
        }
        JsonNode expected = ExportedWhisper.expected().path("logits");
        for (int i = 0; i < logits.length; i++) {
            assertThat(logits[i]).isCloseTo((float) expected.path(i).asDouble(), within(1e-3f));
        }
    }

    @Test
    void recognisesWithAnImportedExport() throws IOException {
        Path source = ExportedWhisper.write(
                folder.resolve("tiny"), ENCODER, "encoder_model_fp16.onnx", MERGED, "decoder_model_int8.onnx");
        ModelsConfig config = new ModelsConfig("http://127.0.0.1:1", folder + "/models", folder + "/cache");
        ModelFolder model =
                new ModelStore(config.folderPath()).importFrom(source, "x/tiny", WhisperModels::requireUsable);

        assertThat(model.pinned()).isTrue();
        assertThat(model.files().keySet())
                .containsExactly(
                        "config.json",
                        "generation_config.json",
                        "onnx/decoder_model_merged.onnx",
                        "onnx/encoder_model.onnx",
                        "preprocessor_config.json",
                        "tokenizer.json");
        AsrConfig asr = TinyWhisper.settings("x/tiny", AsrConfig.Precision.INT8, 2, true);
        try (SpeechRecognizer recognizer = WhisperModels.open(asr, config)) {
            SpeechWindow window = new SpeechWindow(0, 0, new short[16_000]);
            assertThat(recognizer.recognize(List.of(window), RecognitionOptions.NONE))
                    .hasSize(1);
        }
    }

    @Test
    void readsDataBesideAGraph() throws IOException {
        ModelFolder inside = ModelFolder.open(ExportedWhisper.write(folder.resolve("inside"), ENCODER, DECODER)
                .toString());
        ModelFolder model = ModelFolder.open(withData().toString());

        assertThat(model.files()).containsKey("onnx/encoder_model.onnx_data");
        String table = "model.encoder.embed_positions.weight";
        try (StoredWeights one = inside.weights();
                StoredWeights other = model.weights()) {
            assertThat(other.read(table, 1500, 8)).containsExactly(one.read(table, 1500, 8));
        }
    }

    @Test
    void refusesDataThatIsMissingOrTooShort() throws IOException {
        Path model = withData();
        Path data = model.resolve("onnx/encoder_model.onnx_data");
        Files.write(data, Arrays.copyOf(Files.readAllBytes(data), 40_000));
        assertThat(refusal(model))
                .isEqualTo(
                        "The file onnx/encoder_model.onnx_data of model tiny does not hold the tensors that its graph names.");

        Files.delete(data);
        assertThat(refusal(model)).isEqualTo("Model tiny lacks the file onnx/encoder_model.onnx_data.");
    }

    @Test
    void refusesDataOutsideOfTheFolder() throws IOException {
        Path model = withData();
        Files.move(model.resolve("onnx/encoder_model.onnx_data"), model.resolve("coder_model.onnx_data"));
        replace(
                model,
                ENCODER,
                ExportedWhisper.FILES.get("outside.onnx"),
                "encoder_model.onnx_data",
                "../oder_model.onnx_data");

        assertThat(refusal(model))
                .isEqualTo("The file onnx/encoder_model.onnx of model tiny names a file outside of its folder.");
    }

    @Test
    void refusesAParameterThatNoOperatorUses() throws IOException {
        Path model = changed(ENCODER, "/layers.1/fc1/MatMul", "/layers.1/fcX/MatMul");

        assertThat(refusal(model))
                .isEqualTo(
                        "The file onnx/encoder_model.onnx of model tiny lacks the tensor model.encoder.layers.1.fc1.weight.");
    }

    @Test
    void refusesSizesThatAreNotThoseOfTheGraph() throws IOException {
        Path model = ExportedWhisper.write(folder.resolve("tiny"), ENCODER, MERGED);
        TinyWhisper.writeJson(
                model, "config.json", ExportedWhisper.MODEL.config().put("encoder_ffn_dim", 17));

        assertThat(refusal(model))
                .isEqualTo(
                        "The file onnx/encoder_model.onnx of model tiny holds model.encoder.layers.0.fc1.weight with shape [16, 8] instead of [17, 8].");
    }

    @Test
    void refusesAVocabularyOfAnotherSize() throws IOException {
        Path model = ExportedWhisper.write(folder.resolve("tiny"), ENCODER, MERGED);
        TinyWhisper.writeJson(
                model, "config.json", ExportedWhisper.MODEL.config().put("vocab_size", 1516));

        assertThat(refusal(model))
                .isEqualTo(
                        "The file onnx/decoder_model_merged.onnx of model tiny holds model.decoder.embed_tokens.weight with shape [1515, 8] instead of [1516, 8].");
    }

    @Test
    void refusesATruncatedGraph() throws IOException {
        Path model = ExportedWhisper.write(folder.resolve("tiny"), ENCODER, MERGED);
        byte[] whole = ExportedWhisper.FILES.get(MERGED);
        Files.write(model.resolve("onnx/" + MERGED), Arrays.copyOf(whole, whole.length - 1000));

        assertThat(refusal(model)).isEqualTo("The file onnx/decoder_model_merged.onnx of model tiny is no ONNX file.");
    }

    @Test
    void refusesAGraphThatIsText() throws IOException {
        Path model = ExportedWhisper.write(folder.resolve("tiny"), ENCODER, MERGED);
        Files.writeString(model.resolve("onnx/" + ENCODER), "version https://git-lfs.github.com/spec/v1\n");

        assertThat(refusal(model)).isEqualTo("The file onnx/encoder_model.onnx of model tiny is no ONNX file.");
    }

    @Test
    void refusesALinkedGraph() throws IOException {
        Path model = ExportedWhisper.write(folder.resolve("tiny"), ENCODER, MERGED);
        Files.move(model.resolve("onnx/" + ENCODER), folder.resolve("outside.onnx"));
        Files.createSymbolicLink(model.resolve("onnx/" + ENCODER), folder.resolve("outside.onnx"));

        assertThat(refusal(model))
                .isEqualTo(
                        "File onnx/encoder_model.onnx of model tiny is a link; a model's files must lie in its folder.");
    }

    @Test
    void refusesVariantsThatItDoesNotRead() throws IOException {
        Path model = ExportedWhisper.write(folder.resolve("tiny"), ENCODER, MERGED);
        Files.move(model.resolve("onnx/" + ENCODER), model.resolve("onnx/encoder_model_bnb4.onnx"));

        assertThat(refusal(model))
                .isEqualTo("Model tiny comes as bnb4 only; what can be read is "
                        + "fp32, fp16, int8, quantized, uint8, q4, q4f16.");
    }

    @Test
    void refusesAnEncoderWithoutADecoder() throws IOException {
        assertThat(refusal(ExportedWhisper.write(folder.resolve("tiny"), ENCODER)))
                .isEqualTo(
                        "Model tiny has onnx/encoder_model.onnx and lacks onnx/decoder_model.onnx and onnx/decoder_model_merged.onnx.");
    }

    private String refusal(Path model) {
        ModelsConfig config = new ModelsConfig("http://127.0.0.1:1", folder + "/models", folder + "/cache");
        EnrichmentException refused = catchThrowableOfType(
                EnrichmentException.class,
                () -> WhisperModels.open(
                        TinyWhisper.settings(model.toString(), AsrConfig.Precision.FP32, 1, false), config));
        assertThat(refused.code()).isEqualTo(ErrorCode.MODEL_INTEGRITY);
        return refused.getMessage();
    }

    /** The export with the encoder's large constants in a second file. */
    private Path withData() throws IOException {
        Path model = ExportedWhisper.write(folder.resolve("tiny"), DECODER, "encoder_model.onnx_data");
        Files.write(model.resolve("onnx/" + ENCODER), ExportedWhisper.FILES.get("outside.onnx"));
        return model;
    }

    /** The export with some bytes of a file replaced by as many others. */
    private Path changed(String file, String text, String by) throws IOException {
        Path model = ExportedWhisper.write(folder.resolve("tiny"), ENCODER, MERGED);
        replace(model, file, ExportedWhisper.FILES.get(file), text, by);
        return model;
    }

    private static void replace(Path model, String file, byte[] bytes, String text, String by) throws IOException {
        String content = new String(bytes, StandardCharsets.ISO_8859_1);
        assertThat(content).contains(text);
        assertThat(by).hasSameSizeAs(text);
        Files.write(
                model.resolve("onnx").resolve(file), content.replace(text, by).getBytes(StandardCharsets.ISO_8859_1));
    }
}
