package io.linernotes.jobs.output;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.jobs.output.Manifest.PublishedFile;
import io.linernotes.jobs.output.Storage.StoredFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.parquet.hadoop.ParquetFileReader;

/** Looks at every file of a staging folder before the world may see it. */
final class StagedFiles {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

    private final Storage storage;
    private final Staging staging;

    StagedFiles(Storage storage, Staging staging) {
        this.storage = storage;
        this.staging = staging;
    }

    /**
     * Removes what writers leave beside their data: Hadoop's checksum files, which would not fit a file that was
     * copied, and the success marks of single tables, which say nothing about the run.
     */
    void removeMarks() throws IOException {
        for (StoredFile file : storage.files(staging.relative())) {
            String name = name(file.path());
            if (name.endsWith(".crc") || name.equals(RunStore.SUCCESS) || name.equals(Manifest.NAME)) {
                storage.delete(file.path());
            }
        }
    }

    /**
     * Returns the manifest of what lies here.
     *
     * @param rows how many rows each table must have; every table is named
     * @throws EnrichmentException with {@code STORAGE_UNSAFE} if anything is not as it should be
     */
    Manifest verify(Map<String, Long> rows) throws IOException {
        List<PublishedFile> files = new ArrayList<>();
        Map<String, Long> found = new TreeMap<>();
        for (StoredFile file : storage.files(staging.relative())) {
            String path = file.path().substring(staging.relative().length() + 1);
            PublishedFile published = verify(path, file);
            files.add(published);
            if (published.rows() != null) {
                found.merge(path.split("/", 2)[0], published.rows(), Long::sum);
            }
        }
        rows.forEach((table, expected) -> {
            long actual = found.getOrDefault(table, 0L);
            if (actual != expected) {
                throw unsafe("table " + table + " has " + actual + " rows instead of " + expected);
            }
        });
        found.keySet().removeAll(rows.keySet());
        if (!found.isEmpty()) {
            throw unsafe("nobody said how many rows these tables have: " + String.join(", ", found.keySet()));
        }
        return Manifest.of(staging.run(), files);
    }

    private PublishedFile verify(String path, StoredFile file) throws IOException {
        for (String part : path.split("/", -1)) {
            if (part.startsWith(".") || part.startsWith("_")) {
                throw unsafe("an unfinished or hidden file is left: " + path);
            }
        }
        boolean parquet = path.endsWith(".parquet");
        MessageDigest digest = Manifest.newDigest();
        long bytes = 0;
        try (InputStream in = storage.read(file.path())) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.readNBytes(buffer, 0, buffer.length); n > 0; n = in.readNBytes(buffer, 0, buffer.length)) {
                if (parquet && bytes == 0 && !startsWithMagic(buffer)) {
                    throw unsafe("this is no Parquet file: " + path);
                }
                digest.update(buffer, 0, n);
                bytes += n;
            }
        }
        Long rows = parquet ? rows(path, file) : null;
        return new PublishedFile(path, bytes, rows, HexFormat.of().formatHex(digest.digest()));
    }

    private static boolean startsWithMagic(byte[] buffer) {
        return Arrays.equals(buffer, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /** The reader checks the last four bytes itself. */
    private long rows(String path, StoredFile file) {
        try (ParquetFileReader reader = ParquetFileReader.open(storage.parquet(file.path()))) {
            return reader.getRecordCount();
        } catch (IOException | RuntimeException e) {
            throw new EnrichmentException(
                    ErrorCode.STORAGE_UNSAFE, sentence("this Parquet file is not whole: " + path), e);
        }
    }

    private static String name(String path) {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private EnrichmentException unsafe(String why) {
        return new EnrichmentException(ErrorCode.STORAGE_UNSAFE, sentence(why));
    }

    private String sentence(String why) {
        return "Run " + staging.run() + " is not published: " + why + ".";
    }
}
