package io.linernotes.jobs.inventory;

import com.google.common.hash.Hashing;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.recording.RecordingId;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One input: an episode and where its bytes are.
 *
 * @param media address of the file
 * @param bytes size of the file; null when it could not be asked
 * @param metadata from a manifest; empty otherwise
 * @param recording hash of the bytes; null before hashing, or when they could not be read
 * @param problem why they could not be read, as one sentence; null otherwise
 */
public record InventoryItem(
        String media,
        @Nullable Long bytes,
        EpisodeMetadata metadata,
        @Nullable RecordingId recording,
        @Nullable String problem)
        implements Serializable {
    /** Endings of files that lie beside recordings and are none, whatever else they are. */
    private static final Set<String> COMPANIONS = Set.of(
            "txt", "md", "json", "jsonl", "csv", "xml", "html", "pdf", "jpg", "jpeg", "png", "gif", "webp", "vtt",
            "srt", "nfo", "cue", "log", "opml", "rss", "epub", "sha256", "md5");

    /** A file that is listed and not yet read. */
    public static InventoryItem listed(String media, @Nullable Long bytes, EpisodeMetadata metadata) {
        return new InventoryItem(media, bytes, metadata, null, null);
    }

    /** Names the episode by its address, in 32 hex digits. */
    public String episodeId() {
        return Hashing.sha256()
                .hashString(media, StandardCharsets.UTF_8)
                .toString()
                .substring(0, 32);
    }

    public InventoryItem hashed(RecordingId id) {
        return new InventoryItem(media, bytes, metadata, id, null);
    }

    public InventoryItem unreadable(String reason) {
        return new InventoryItem(media, bytes, metadata, null, reason);
    }

    /** Last part of the address. */
    public String fileName() {
        return media.substring(media.lastIndexOf('/') + 1);
    }

    /** Whether the file's own name says that it is no recording, such as a cover or a transcript. */
    public boolean isCompanion() {
        String name = fileName().toLowerCase(Locale.ROOT);
        int dot = name.lastIndexOf('.');
        return name.startsWith("license") || (dot >= 0 && COMPANIONS.contains(name.substring(dot + 1)));
    }
}
