package io.linernotes.enrichment.recording;

import java.io.Serializable;

/**
 * Names a recording by its bytes, so that the same audio under two addresses is recognised (and paid for) once.
 *
 * @param sha256 SHA-256 of the file, 64 lower-case hexadecimal digits
 */
public record RecordingId(String sha256) implements Serializable, Comparable<RecordingId> {
    public RecordingId {
        if (!sha256.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("Invalid recording id: expected 64 hex digits, actual = " + sha256);
        }
    }

    /** The first twelve digits: enough for logs. */
    public String abbreviated() {
        return sha256.substring(0, 12);
    }

    @Override
    public int compareTo(RecordingId other) {
        return sha256.compareTo(other.sha256);
    }

    @Override
    public String toString() {
        return sha256;
    }
}
