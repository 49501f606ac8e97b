package io.linernotes.enrichment.asr.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A model's files in Hugging Face layout: embedded in the class path, or a directory. Only the files named here are
 * ever opened, and none that a symbolic link would take out of the directory.
 */
public final class ModelFolder {
    /** What a model consists of. */
    private static final List<String> REQUIRED = List.of(
            "config.json", "generation_config.json", "model.safetensors", "preprocessor_config.json", "tokenizer.json");

    /** Optional file of this project: {@code {"warning": "one sentence"}}. */
    private static final String NOTE = "linernotes.json";

    private static final JsonMapper JSON = new JsonMapper();

    private final String name;
    private final @Nullable Path directory;

    private ModelFolder(String name, @Nullable Path directory) {
        this.name = name;
        this.directory = directory;
    }

    /**
     * Opens a model and checks that its files are there.
     *
     * @param nameOrPath name of an embedded model, or the path of a directory
     * @throws EnrichmentException {@link ErrorCode#MODEL_MISSING} when there is no such model or a file is missing,
     *     {@link ErrorCode#MODEL_INTEGRITY} when a file is a link that leaves the folder
     */
    public static ModelFolder open(String nameOrPath) {
        boolean plainName = nameOrPath.matches("[A-Za-z0-9][A-Za-z0-9._-]*");
        boolean embedded = plainName && ModelFolder.class.getResource(resource(nameOrPath, REQUIRED.get(0))) != null;
        ModelFolder folder =
                embedded ? new ModelFolder(nameOrPath, null) : openDirectory(nameOrPath, Path.of(nameOrPath));
        for (String file : REQUIRED) {
            if (!folder.has(file)) {
                throw new EnrichmentException(
                        ErrorCode.MODEL_MISSING, "Model %s lacks the file %s.".formatted(folder.name, file));
            }
        }
        return folder;
    }

    private static ModelFolder openDirectory(String nameOrPath, Path path) {
        if (!Files.isDirectory(path)) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_MISSING,
                    "There is neither an embedded model nor a folder named %s.".formatted(nameOrPath));
        }
        try {
            Path real = path.toRealPath();
            return new ModelFolder(real.getFileName().toString(), real);
        } catch (IOException e) {
            throw unreadable(nameOrPath, e);
        }
    }

    /** Name of the model: that of its folder. */
    public String name() {
        return name;
    }

    /** Parses one of the JSON files. */
    public JsonNode json(String file) {
        try {
            return JSON.readTree(new String(bytes(file), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "File %s of model %s is not valid JSON.".formatted(file, name), e);
        }
    }

    /** The weights; tensors are read when asked for. */
    public Safetensors weights() {
        String file = "model.safetensors";
        if (directory == null) {
            return Safetensors.of(name, ByteBuffer.wrap(bytes(file)));
        }
        try {
            return Safetensors.of(name, FileChannel.open(inside(file)));
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** A sentence that every run with this model must show; null when the folder has none. */
    public @Nullable String warning() {
        return has(NOTE) ? json(NOTE).path("warning").textValue() : null;
    }

    /** SHA-256 over names, lengths and bytes of all files that are read, 64 hex digits. */
    public String sha256() {
        Hasher all = Hashing.sha256().newHasher();
        for (String file : REQUIRED) {
            addTo(all, file);
        }
        if (has(NOTE)) {
            addTo(all, NOTE);
        }
        return all.hash().toString();
    }

    private void addTo(Hasher all, String file) {
        byte[] buffer = new byte[1 << 16];
        Hasher one = Hashing.sha256().newHasher();
        try (InputStream in = stream(file)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                one.putBytes(buffer, 0, n);
            }
        } catch (IOException e) {
            throw unreadable(name, e);
        }
        all.putString(file + "\n", StandardCharsets.UTF_8).putBytes(one.hash().asBytes());
    }

    private boolean has(String file) {
        return directory == null
                ? ModelFolder.class.getResource(resource(name, file)) != null
                : Files.isRegularFile(directory.resolve(file));
    }

    private byte[] bytes(String file) {
        try (InputStream in = stream(file)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private InputStream stream(String file) throws IOException {
        if (directory != null) {
            return Files.newInputStream(inside(file));
        }
        InputStream resource = ModelFolder.class.getResourceAsStream(resource(name, file));
        if (resource == null) {
            throw new EnrichmentException(ErrorCode.MODEL_MISSING, "Model %s lacks the file %s.".formatted(name, file));
        }
        return resource;
    }

    private Path inside(String file) throws IOException {
        if (directory == null) {
            throw new IllegalArgumentException("An embedded model has no paths: " + name);
        }
        Path real = directory.resolve(file).toRealPath();
        if (!real.startsWith(directory)) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY,
                    "File %s of model %s is a link that leaves the model's folder.".formatted(file, name));
        }
        return real;
    }

    private static String resource(String name, String file) {
        return "/models/" + name + "/" + file;
    }

    private static EnrichmentException unreadable(String name, IOException e) {
        return new EnrichmentException(
                ErrorCode.MODEL_INTEGRITY, "The files of model %s cannot be read.".formatted(name), e);
    }
}
