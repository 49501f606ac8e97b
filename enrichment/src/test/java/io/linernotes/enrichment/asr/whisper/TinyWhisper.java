package io.linernotes.enrichment.asr.whisper;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.AsrConfig.Precision;
import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A whole model folder with random weights, small enough to be written for every test.
 *
 * @param type element type of the weights: F32, F16 or BF16
 * @param shards files that the weights are spread over
 */
record TinyWhisper(WhisperDimensions sizes, String type, int shards, boolean multilingual) {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String[] TEXT = {"a", "b", "c", "\u0120"};

    /** Four text tokens, the special ones, 1501 times. */
    static final int VOCABULARY = 1515;

    static final TinyWhisper ENGLISH = new TinyWhisper(sizes(80, 2, 2), "F32", 1, false);

    /** Sizes of different depth, as distilled models have. */
    static WhisperDimensions sizes(int melBins, int encoderLayers, int decoderLayers) {
        return new WhisperDimensions(melBins, 64, encoderLayers, 1, 128, decoderLayers, 2, 96, 1500, 448, VOCABULARY);
    }

    /** Greedy recognition on one thread. */
    static AsrConfig settings(String model, Precision precision, int batch, boolean wordTimes) {
        return new AsrConfig(
                model, precision, batch, 1, wordTimes, 1, 1, null, 1, AsrConfig.Task.TRANSCRIBE, false, false);
    }

    Path write(Path folder) throws IOException {
        Files.createDirectories(folder);
        writeJson(folder, "config.json", config());
        ObjectNode generation = JSON.createObjectNode().put("is_multilingual", multilingual);
        generation.putArray("suppress_tokens");
        generation.putArray("begin_suppress_tokens").add(VOCABULARY - 1503);
        writeJson(folder, "generation_config.json", generation);
        writeJson(folder, "preprocessor_config.json", JSON.createObjectNode().put("feature_size", sizes.melBins()));
        writeJson(folder, "tokenizer.json", tokenizer());
        writeWeights(folder);
        return folder;
    }

    ObjectNode config() {
        return JSON.createObjectNode()
                .put("num_mel_bins", sizes.melBins())
                .put("d_model", sizes.width())
                .put("encoder_layers", sizes.encoderLayers())
                .put("encoder_attention_heads", sizes.encoderHeads())
                .put("encoder_ffn_dim", sizes.encoderInner())
                .put("decoder_layers", sizes.decoderLayers())
                .put("decoder_attention_heads", sizes.decoderHeads())
                .put("decoder_ffn_dim", sizes.decoderInner())
                .put("max_source_positions", sizes.audioPositions())
                .put("max_target_positions", sizes.textPositions())
                .put("vocab_size", sizes.vocabulary())
                .put("eos_token_id", TEXT.length);
    }

    static void writeJson(Path folder, String file, ObjectNode content) throws IOException {
        Files.write(folder.resolve(file), JSON.writeValueAsBytes(content));
    }

    private static ObjectNode tokenizer() {
        ObjectNode tokenizer = JSON.createObjectNode();
        ObjectNode model = tokenizer.putObject("model");
        ObjectNode vocabulary = model.putObject("vocab");
        for (int i = 0; i < TEXT.length; i++) {
            vocabulary.put(TEXT[i], i);
        }
        model.putArray("merges");
        ArrayNode added = tokenizer.putArray("added_tokens");
        List<String> special = List.of(
                "endoftext",
                "startoftranscript",
                "en",
                "de",
                "translate",
                "transcribe",
                "startoflm",
                "startofprev",
                "nospeech",
                "notimestamps");
        for (int i = 0; i < special.size(); i++) {
            added.addObject().put("content", "<|" + special.get(i) + "|>").put("id", TEXT.length + i);
        }
        for (int i = 0; i <= 1500; i++) {
            String time = String.format(java.util.Locale.ROOT, "<|%.2f|>", i * 0.02);
            added.addObject().put("content", time).put("id", TEXT.length + special.size() + i);
        }
        return tokenizer;
    }

    private void writeWeights(Path folder) throws IOException {
        List<String> names = new ArrayList<>(WhisperTensors.of(sizes).keySet());
        if (shards == 1) {
            Files.write(folder.resolve("model.safetensors"), safetensors(names));
            return;
        }
        ObjectNode index = JSON.createObjectNode();
        ObjectNode fileOf = index.putObject("weight_map");
        for (int shard = 0; shard < shards; shard++) {
            String file = "model-%05d-of-%05d.safetensors".formatted(shard + 1, shards);
            List<String> part = new ArrayList<>();
            for (int i = shard; i < names.size(); i += shards) {
                part.add(names.get(i));
                fileOf.put(names.get(i), file);
            }
            Files.write(folder.resolve(file), safetensors(part));
        }
        writeJson(folder, "model.safetensors.index.json", index);
    }

    private byte[] safetensors(List<String> names) throws IOException {
        ObjectNode header = JSON.createObjectNode();
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        for (String name : names) {
            int[] shape = WhisperTensors.of(sizes).get(name).toArray();
            byte[] content = bytes(new RandomWeights().read(name, shape));
            ObjectNode tensor = header.putObject(name).put("dtype", type);
            ArrayNode dimensions = tensor.putArray("shape");
            for (int dimension : shape) {
                dimensions.add(dimension);
            }
            tensor.putArray("data_offsets").add(data.size()).add(data.size() + content.length);
            data.writeBytes(content);
        }
        return file(JSON.writeValueAsString(header), data.toByteArray());
    }

    /** A file of a header and data. */
    static byte[] file(String header, byte[] data) {
        byte[] json = header.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(8 + json.length + data.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .put(data)
                .array();
    }

    private byte[] bytes(float[] values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * (type.equals("F32") ? 4 : 2))
                .order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            switch (type) {
                case "F32" -> bytes.putFloat(value);
                case "BF16" -> bytes.putShort((short) (Float.floatToRawIntBits(value) >> 16));
                default -> bytes.putShort(half(value));
            }
        }
        return bytes.array();
    }

    /** Cut off, not rounded; for values of magnitude 2⁻¹⁴ to 65504, smaller ones become 0. */
    private static short half(float value) {
        int bits = Float.floatToRawIntBits(value);
        int exponent = ((bits >> 23) & 0xff) - 112;
        int sign = (bits >> 16) & 0x8000;
        return (short) (exponent <= 0 ? sign : sign | (exponent << 10) | ((bits >> 13) & 0x3ff));
    }
}
