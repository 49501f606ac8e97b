package io.linernotes.jobs.inventory;

import com.google.common.hash.Hasher;
import com.google.common.hash.Hashing;
import io.linernotes.enrichment.audio.SeekableBytes;
import io.linernotes.enrichment.recording.RecordingId;
import java.io.FileNotFoundException;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;

/** Hashes the bytes of inputs. */
public final class RecordingHasher {
    private static final int BUFFER_BYTES = 1 << 20;

    private RecordingHasher() {}

    /** The item with its hash, or with the reason why there is none. */
    public static InventoryItem hash(InventoryItem item, Configuration configuration) {
        try (SeekableBytes bytes = new HadoopMediaSource(item.media(), configuration).open()) {
            Hasher hasher = Hashing.sha256().newHasher();
            byte[] buffer = new byte[BUFFER_BYTES];
            int read;
            while ((read = bytes.read(buffer, 0, buffer.length)) > 0) {
                hasher.putBytes(buffer, 0, read);
            }
            return item.hashed(new RecordingId(hasher.hash().toString()));
        } catch (FileNotFoundException e) {
            return item.unreadable("the file does not exist");
        } catch (IOException e) {
            return item.unreadable(
                    "the file cannot be read (%s)".formatted(e.getClass().getSimpleName()));
        }
    }
}
