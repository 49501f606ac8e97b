package io.linernotes.enrichment.llm;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads a key at the moment of use: a new key needs no restart, and no configuration, log or dump holds one. */
public final class ApiKeyFile {
    private ApiKeyFile() {}

    /**
     * The key without surrounding white space; null when no file is configured.
     *
     * @throws EnrichmentException {@link ErrorCode#CONFIG_INVALID} when the file cannot be read or holds no key
     */
    public static @Nullable String read(@Nullable String file) {
        if (file == null) {
            return null;
        }
        String key;
        try {
            key = Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID, "Cannot read the file of the API key: file = " + file, e);
        }
        if (!key.matches("[\\x21-\\x7e]+")) {
            // Checked here, because an HTTP client quotes a header that it refuses.
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "The file of the API key does not hold one printable word: file = " + file);
        }
        return key;
    }
}
