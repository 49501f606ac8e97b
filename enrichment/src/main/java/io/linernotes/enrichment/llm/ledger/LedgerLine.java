package io.linernotes.enrichment.llm.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/** An entry as bytes: JSON, a tab, the CRC-32C of the JSON as eight hexadecimal digits, a line end. */
final class LedgerLine {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int CHECKSUM = 8;

    private LedgerLine() {}

    static byte[] of(LedgerEntry entry) {
        try {
            byte[] json = JSON.writeValueAsBytes(entry);
            byte[] end = ("\t" + checksum(json, json.length) + "\n").getBytes(StandardCharsets.US_ASCII);
            byte[] line = new byte[json.length + end.length];
            System.arraycopy(json, 0, line, 0, json.length);
            System.arraycopy(end, 0, line, json.length, end.length);
            return line;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write an entry of the ledger", e);
        }
    }

    /** @param line without its line end; null when it is not what was written */
    static @Nullable LedgerEntry parse(byte[] line) {
        int json = line.length - CHECKSUM - 1;
        if (json < 0 || line[json] != '\t') {
            return null;
        }
        String expected = new String(line, json + 1, CHECKSUM, StandardCharsets.US_ASCII);
        if (!checksum(line, json).equals(expected)) {
            return null;
        }
        try {
            return JSON.readValue(line, 0, json, LedgerEntry.class);
        } catch (IOException e) {
            // A line with the right checksum that says something else was not written by us.
            return null;
        }
    }

    private static String checksum(byte[] bytes, int length) {
        CRC32C checksum = new CRC32C();
        checksum.update(bytes, 0, length);
        return "%08x".formatted(checksum.getValue());
    }

    static String zip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zipped = new GZIPOutputStream(bytes)) {
            zipped.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    static String unzip(String zippedText) throws IOException {
        try (GZIPInputStream zipped =
                new GZIPInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(zippedText)))) {
            return new String(zipped.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
