package io.linernotes.jobs.run;

import io.linernotes.jobs.output.StorageFailures;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.util.ShutdownHookManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An empty file that is there while a recording is decoded. Native code that crashes takes its process along and leaves the
 * file: whoever decodes the recording next is warned. A process that is told to end removes its marks.
 */
final class DecodingMark {
    private static final Logger LOG = LoggerFactory.getLogger(DecodingMark.class);

    /** A decoder that gives no sample for so long may hang: the next one is warned of it, too. */
    private static final long SILENCE_NANOS = Duration.ofMinutes(1).toNanos();

    /** After Spark has stopped, before Hadoop closes its file systems. */
    private static final int HOOK_PRIORITY = FileSystem.SHUTDOWN_HOOK_PRIORITY + 1;

    private static final Set<DecodingMark> SET = ConcurrentHashMap.newKeySet();

    static {
        ShutdownHookManager.get().addShutdownHook(DecodingMark::removeMoving, HOOK_PRIORITY);
    }

    private final FileSystem files;
    private final Path path;
    private final boolean wasThere;
    private volatile long movedNanos = System.nanoTime();

    private DecodingMark(FileSystem files, Path path, boolean wasThere) {
        this.files = files;
        this.path = path;
        this.wasThere = wasThere;
    }

    /**
     * Marks a recording.
     *
     * @param folder need not exist
     */
    static DecodingMark set(Path folder, String recordingId, Configuration hadoop) {
        Path path = new Path(folder, recordingId);
        try {
            FileSystem files = path.getFileSystem(hadoop);
            DecodingMark mark = new DecodingMark(files, path, !files.createNewFile(path));
            SET.add(mark);
            return mark;
        } catch (IOException | FSError e) {
            throw StorageFailures.map("mark a recording as being decoded", e);
        }
    }

    /** Whether an attempt before this one marked the recording, and did not come to remove its mark. */
    boolean wasThere() {
        return wasThere;
    }

    /**
     * Tells that the decoder is at work.
     *
     * @param nanoTime now, as {@link System#nanoTime} gives it
     */
    void moved(long nanoTime) {
        movedNanos = nanoTime;
    }

    /**
     * Removes the mark when an attempt comes to an end, with a result or without one. A mark that was there before stays:
     * the result may get lost with an executor, and must not be made again without care.
     */
    void remove() {
        SET.remove(this);
        if (!wasThere) {
            delete(files, path);
        }
    }

    /** Removes the marks of recordings whose results are stored. */
    static void removeAll(Path folder, Set<String> recordingIds, Configuration hadoop) {
        try {
            FileSystem files = folder.getFileSystem(hadoop);
            for (FileStatus mark : files.listStatus(folder)) {
                if (recordingIds.contains(mark.getPath().getName())) {
                    delete(files, mark.getPath());
                }
            }
        } catch (FileNotFoundException e) {
            LOG.debug("Nothing was ever marked in {}", folder);
        } catch (IOException e) {
            LOG.warn("Cannot look for marks in {}", folder, e);
        }
    }

    private static void delete(FileSystem files, Path path) {
        try {
            files.delete(path, false);
        } catch (IOException | FSError e) {
            // The worst that follows is a recording isolated without need.
            LOG.warn("Cannot remove {}", path, e);
        }
    }

    private static void removeMoving() {
        SET.stream()
                .filter(mark -> System.nanoTime() - mark.movedNanos < SILENCE_NANOS)
                .forEach(DecodingMark::remove);
    }
}
