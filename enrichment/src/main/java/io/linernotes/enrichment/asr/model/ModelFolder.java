package io.linernotes.enrichment.asr.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A model's files in Hugging Face layout: embedded in the class path, or a directory. Only the files named here are ever
 * opened, none that is a link, and none that differs from what a lock file pins.
 */
public final class ModelFolder {
    /** What every model has. */
    static final List<String> JSON_FILES =
            List.of("config.json", "generation_config.json", "preprocessor_config.json", "tokenizer.json");

    static final String WEIGHTS = "model.safetensors";

    /** Optional file of this project: {@code {"warning": "one sentence"}}. */
    static final String NOTE = "linernotes.json";

    /** The largest tokenizers have a few mebibytes. */
    static final int LARGEST_JSON = 64 << 20;

    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final ModelSource source;
    private final boolean embedded;
    private final boolean pinned;
    private final Map<String, byte[]> json = new HashMap<>();
    private final Map<String, PinnedFile> files = new TreeMap<>();
    private @Nullable ExportFiles export;

    private ModelFolder(String name, ModelSource source, boolean pinned) {
        this.name = name;
        this.source = source;
        this.pinned = pinned;
        this.embedded = source instanceof ModelSource.Embedded;
        JSON_FILES.forEach(this::readJson);
        if (source.has(NOTE)) {
            readJson(NOTE);
        }
    }

    private ModelFolder(String name, ModelSource source, ModelLock.@Nullable Entry pinned) {
        this(name, source, pinned != null);
        List<String> weights = weightFiles();
        weights.forEach(this::require);
        weights.forEach(file -> files.computeIfAbsent(file, this::hashed));
        if (pinned != null) {
            requirePinned(pinned);
        }
    }

    /**
     * Opens a model: reads its JSON files, and all others once to know their hash.
     *
     * @param nameOrPath name of an embedded model, or the path of a directory
     * @throws EnrichmentException {@link ErrorCode#MODEL_MISSING} when there is no such model,
     *     {@link ErrorCode#MODEL_INTEGRITY} when a file is missing, a link, or not the one that a lock file pins
     */
    public static ModelFolder open(String nameOrPath) {
        return isEmbedded(nameOrPath)
                ? new ModelFolder(nameOrPath, new ModelSource.Embedded(nameOrPath), null)
                : openDirectory(Path.of(nameOrPath));
    }

    static boolean isEmbedded(String name) {
        return name.matches("[A-Za-z0-9][A-Za-z0-9._-]*") && new ModelSource.Embedded(name).has(JSON_FILES.get(0));
    }

    static ModelFolder openDirectory(Path path) {
        if (!Files.isDirectory(path)) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_MISSING,
                    "There is neither an embedded nor an installed model nor a folder named %s.".formatted(path));
        }
        try {
            Path real = path.toRealPath();
            String name = String.valueOf(real.getFileName());
            return new ModelFolder(name, new ModelSource.Directory(name, real), ModelLock.of(real));
        } catch (IOException e) {
            throw unreadable(path.toString(), e);
        }
    }

    /** Reads the JSON files alone, for a quick look at what they say: nothing is compared with a lock file. */
    static ModelFolder look(String name, Path directory) {
        try {
            return new ModelFolder(name, new ModelSource.Directory(name, directory.toRealPath()), false);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Name of the model: that of its folder. */
    public String name() {
        return name;
    }

    /** Whether the model ships with the product. */
    public boolean embedded() {
        return embedded;
    }

    /** Size and hash of every file that is used, by path inside the folder. */
    public Map<String, PinnedFile> files() {
        return Collections.unmodifiableMap(files);
    }

    /** Bytes of all files that are used. */
    public long size() {
        return files.values().stream().mapToLong(PinnedFile::size).sum();
    }

    /** Whether a lock file pins the files. */
    public boolean pinned() {
        return pinned;
    }

    /** Parses one of the JSON files. */
    public JsonNode json(String file) {
        byte[] content = json.get(file);
        if (content == null) {
            throw lacks(file);
        }
        try {
            return JSON.readTree(new String(content, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "File %s of model %s is not valid JSON.".formatted(file, name), e);
        }
    }

    /** The weights; tensors are read when asked for. The caller closes them. */
    public StoredWeights weights() {
        if (export != null && source instanceof ModelSource.Directory directory) {
            return new ExportedWeights(name, export, directory);
        }
        return json.containsKey(ShardedWeights.INDEX)
                ? new ShardedWeights(name, json(ShardedWeights.INDEX), this::openWeights)
                : openWeights(WEIGHTS);
    }

    /** A sentence that every run with this model must show; null when the folder has none. */
    public @Nullable String warning() {
        return json.containsKey(NOTE) ? json(NOTE).path("warning").textValue() : null;
    }

    /** SHA-256 over names and contents of all files that are used, 64 hex digits. */
    public String sha256() {
        return PinnedFile.sha256(files);
    }

    private List<String> weightFiles() {
        if (source.has(WEIGHTS)) {
            return List.of(WEIGHTS);
        }
        if (!source.has(ShardedWeights.INDEX)) {
            return exportedFiles();
        }
        readJson(ShardedWeights.INDEX);
        List<String> all = new ArrayList<>(ShardedWeights.shards(name, json(ShardedWeights.INDEX)));
        all.add(0, ShardedWeights.INDEX);
        return all;
    }

    private List<String> exportedFiles() {
        try {
            export = ExportFiles.find(name, source::has);
            if (export == null || !(source instanceof ModelSource.Directory directory)) {
                throw new EnrichmentException(
                        ErrorCode.MODEL_INTEGRITY,
                        "Model %s lacks the file %s, or an ONNX export as one of %s."
                                .formatted(name, WEIGHTS, ExportFiles.READABLE));
            }
            List<String> all = new ArrayList<>();
            for (String graph : List.of(export.encoder(), export.decoder())) {
                all.add(graph);
                all.addAll(ExportFiles.dataFiles(name, graph, directory.own(graph)));
            }
            return all;
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private void readJson(String file) {
        require(file);
        try (InputStream in = source.open(file)) {
            byte[] content = in.readNBytes(LARGEST_JSON);
            if (content.length == LARGEST_JSON) {
                throw new EnrichmentException(
                        ErrorCode.MODEL_INTEGRITY, "File %s of model %s is too large.".formatted(file, name));
            }
            json.put(file, content);
            files.put(file, PinnedFile.of(content));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private PinnedFile hashed(String file) {
        try (InputStream in = source.open(file)) {
            return PinnedFile.of(in);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private Safetensors openWeights(String file) {
        try {
            return source.weights(file);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private void requirePinned(ModelLock.Entry pinned) {
        pinned.files().keySet().forEach(this::require);
        files.forEach((file, found) -> {
            PinnedFile expected = pinned.files().get(file);
            if (!found.equals(expected)) {
                throw new EnrichmentException(
                        ErrorCode.MODEL_INTEGRITY,
                        "File %s of model %s is not the one that %s pins.".formatted(file, name, ModelLock.FILE));
            }
        });
    }

    private void require(String file) {
        if (!source.has(file)) {
            throw lacks(file);
        }
    }

    private EnrichmentException lacks(String file) {
        return new EnrichmentException(ErrorCode.MODEL_INTEGRITY, "Model %s lacks the file %s.".formatted(name, file));
    }

    private static EnrichmentException unreadable(String name, IOException e) {
        return new EnrichmentException(
                ErrorCode.MODEL_INTEGRITY, "The files of model %s cannot be read.".formatted(name), e);
    }
}
