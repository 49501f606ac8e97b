package io.linernotes.enrichment.asr.model;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Weights spread over several files, as {@code model.safetensors.index.json} says which tensor lies where. */
final class ShardedWeights implements StoredWeights {
    static final String INDEX = "model.safetensors.index.json";

    /** A plain file name: a shard lies beside the index. */
    private static final Pattern SHARD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*\\.safetensors");

    private final String model;
    private final Map<String, String> fileOf = new HashMap<>();
    private final Map<String, Safetensors> files = new TreeMap<>();

    /**
     * Opens all files.
     *
     * @param opened opens one of them; this object closes it
     */
    ShardedWeights(String model, JsonNode index, Function<String, Safetensors> opened) {
        this.model = model;
        index.path("weight_map")
                .properties()
                .forEach(entry -> fileOf.put(entry.getKey(), entry.getValue().asText()));
        try {
            shards(model, index).forEach(file -> files.put(file, opened.apply(file)));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** The files that an index names, in order. */
    static Set<String> shards(String model, JsonNode index) {
        Set<String> shards = new TreeSet<>();
        index.path("weight_map").forEach(file -> shards.add(file.asText()));
        for (String shard : shards) {
            if (!SHARD.matcher(shard).matches()) {
                throw new EnrichmentException(
                        ErrorCode.MODEL_INTEGRITY,
                        "The file %s of model %s names a file outside of the model's folder.".formatted(INDEX, model));
            }
        }
        if (shards.isEmpty()) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "The file %s of model %s names no files.".formatted(INDEX, model));
        }
        return shards;
    }

    @Override
    public float[] read(String name, int... shape) {
        return file(name).read(name, shape);
    }

    @Override
    public void check(String name, int... shape) {
        file(name).check(name, shape);
    }

    private Safetensors file(String tensor) {
        String file = fileOf.get(tensor);
        if (file == null) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY,
                    "The file %s of model %s lacks the tensor %s.".formatted(INDEX, model, tensor));
        }
        return files.get(file);
    }

    @Override
    public void close() {
        files.values().forEach(Safetensors::close);
    }
}
