package io.linernotes.jobs.output;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a published run consists of, for anyone who wants to check a copy of it.
 *
 * @param schema version of this format
 * @param run the run
 * @param files every file of the run but {@code manifest.json} and {@code _SUCCESS}, sorted by path
 * @param sha256 over one line {@code path TAB bytes TAB rows TAB sha256 LF} per file; rows are empty where there are none
 */
public record Manifest(int schema, String run, List<PublishedFile> files, String sha256) {
    static final String NAME = "manifest.json";
    static final int SCHEMA = 1;

    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * One file of a run.
     *
     * @param path relative to the run's folder
     * @param bytes its size
     * @param rows its rows; null for a file that is no table
     * @param sha256 of its content, lower-case hexadecimal
     */
    public record PublishedFile(
            String path,
            long bytes,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Long rows,

            String sha256) {}

    public Manifest {
        files = List.copyOf(files);
    }

    static Manifest of(RunId run, List<PublishedFile> files) {
        return new Manifest(SCHEMA, run.value(), files, fingerprint(files));
    }

    /** Returns the same fingerprint that {@link #sha256} should be. */
    static String fingerprint(List<PublishedFile> files) {
        MessageDigest digest = newDigest();
        for (PublishedFile file : files) {
            String rows = file.rows() == null ? "" : file.rows().toString();
            String line = file.path() + "\t" + file.bytes() + "\t" + rows + "\t" + file.sha256() + "\n";
            digest.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    byte[] toJson() throws IOException {
        return JSON.writeValueAsBytes(this);
    }

    static Manifest fromJson(byte[] json) throws IOException {
        return JSON.readValue(json, Manifest.class);
    }

    static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
