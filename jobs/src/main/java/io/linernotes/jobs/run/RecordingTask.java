package io.linernotes.jobs.run;

import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.jobs.inventory.InventoryItem;
import java.io.Serializable;
import java.util.Objects;

/**
 * A recording to work on.
 *
 * @param recordingId hash of its bytes
 * @param media address of the first episode that has these bytes
 * @param metadata of that episode, from a manifest
 */
record RecordingTask(String recordingId, String media, EpisodeMetadata metadata) implements Serializable {
    static RecordingTask of(InventoryItem item) {
        return new RecordingTask(Objects.requireNonNull(item.recording()).sha256(), item.media(), item.metadata());
    }
}
