package io.linernotes.enrichment.asr.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The content of {@code models.lock.json}: size and hash of every file of every model that was pulled or imported. Can be
 * kept under version control; a later pull must give the same bytes.
 *
 * @param models by name, such as {@code openai/whisper-small.en}; {@code .} stands for the folder of the lock file itself
 */
public record ModelLock(Map<String, Entry> models) {
    static final String FILE = "models.lock.json";

    /** Folders above a model in which a lock file is looked for: names have at most two parts. */
    private static final int LEVELS = 2;

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * One model.
     *
     * @param revision what was pulled; null when it was imported
     * @param files by path inside the model's folder
     */
    public record Entry(@Nullable String revision, Map<String, PinnedFile> files) {
        public Entry {
            files = Collections.unmodifiableMap(new TreeMap<>(files));
        }

        /** Bytes of all files. */
        public long size() {
            return files.values().stream().mapToLong(PinnedFile::size).sum();
        }

        /** The hash that {@link ModelFolder#sha256} gives for these files. */
        public String sha256() {
            return PinnedFile.sha256(files);
        }
    }

    public ModelLock {
        models = Collections.unmodifiableMap(new TreeMap<>(models));
    }

    /** The lock of a folder; without entries where there is none. */
    static ModelLock read(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return JSON.readValue(Files.readAllBytes(file), ModelLock.class);
        } catch (NoSuchFileException e) {
            return new ModelLock(Map.of());
        } catch (JsonProcessingException e) {
            throw new EnrichmentException(ErrorCode.MODEL_INTEGRITY, "The lock file %s is damaged.".formatted(file), e);
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "The lock file %s cannot be read.".formatted(file), e);
        }
    }

    /** What the nearest lock file, in the folder or above it, says of a model; null when it says nothing. */
    static @Nullable Entry of(Path model) {
        Path folder = model;
        for (int level = 0; level <= LEVELS && folder != null; level++) {
            if (Files.exists(folder.resolve(FILE))) {
                String name =
                        level == 0 ? "." : folder.relativize(model).toString().replace('\\', '/');
                return read(folder).models.get(name);
            }
            folder = folder.getParent();
        }
        return null;
    }

    ModelLock with(String name, Entry entry) {
        Map<String, Entry> all = new TreeMap<>(models);
        all.put(name, entry);
        return new ModelLock(all);
    }

    /** Replaces the lock of a folder in one step. */
    void write(Path folder) throws IOException {
        Path temporary = Files.createTempFile(folder, "." + FILE, "");
        Files.write(temporary, JSON.writeValueAsBytes(this));
        Files.move(temporary, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }
}
