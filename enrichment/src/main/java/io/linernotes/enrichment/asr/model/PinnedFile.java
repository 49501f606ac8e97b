package io.linernotes.enrichment.asr.model;

import com.google.common.hash.HashCode;
import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a file is, whatever its name.
 *
 * @param size bytes
 * @param sha256 64 hex digits
 */
public record PinnedFile(long size, String sha256) {
    public PinnedFile {
        if (size < 0 || !sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("No file has %s bytes and the hash %s".formatted(size, sha256));
        }
    }

    /** Reads a stream to its end; the caller closes it. */
    static PinnedFile of(InputStream in) throws IOException {
        Hasher hasher = Hashing.sha256().newHasher();
        byte[] buffer = new byte[1 << 16];
        long size = 0;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            hasher.putBytes(buffer, 0, n);
            size += n;
        }
        return new PinnedFile(size, hasher.hash().toString());
    }

    static PinnedFile of(byte[] content) {
        return new PinnedFile(
                content.length, Hashing.sha256().hashBytes(content).toString());
    }

    /** One hash over names and contents, 64 hex digits; the order of the map does not matter. */
    static String sha256(Map<String, PinnedFile> files) {
        Hasher all = Hashing.sha256().newHasher();
        new TreeMap<>(files)
                .forEach((name, file) -> all.putString(name + "\n", StandardCharsets.UTF_8)
                        .putBytes(HashCode.fromString(file.sha256).asBytes()));
        return all.hash().toString();
    }
}
