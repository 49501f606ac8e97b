package io.linernotes.jobs.output;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.UUID;

/** Tries, before any work is done, whether a folder keeps what is written and creates a file only once. */
final class StorageProbe {
    private static final byte[] CONTENT = "thirteen byte".getBytes(StandardCharsets.US_ASCII);

    private StorageProbe() {}

    static void check(Storage storage, String root) {
        String probe = ".probe-" + UUID.randomUUID();
        try {
            try {
                boolean created = storage.createNew(probe, CONTENT);
                boolean createdAgain = storage.createNew(probe, new byte[0]);
                if (!created || createdAgain || !Arrays.equals(read(storage, probe), CONTENT)) {
                    throw new EnrichmentException(
                            ErrorCode.STORAGE_UNSAFE,
                            "The output folder " + root + " does not keep what is written to it.");
                }
            } finally {
                storage.delete(probe);
            }
        } catch (IOException e) {
            throw StorageFailures.map("write to the output folder " + root, e);
        }
    }

    private static byte[] read(Storage storage, String path) throws IOException {
        try (InputStream in = storage.read(path)) {
            return in.readAllBytes();
        }
    }
}
