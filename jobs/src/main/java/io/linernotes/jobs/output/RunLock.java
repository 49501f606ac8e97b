package io.linernotes.jobs.output;

import com.fasterxml.jackson.core.JacksonException;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right of one process to work on one run, until closed. It is a file {@code .locks/<run>@<epoch>} that its holder
 * touches every half minute. A lock that nobody touched for three minutes, or whose process is known to be gone, is
 * taken over by creating the file of the next epoch; the old holder, should it wake, finds the higher epoch before it
 * publishes.
 */
public final class RunLock implements AutoCloseable {
    static final String FOLDER = ".locks";

    private static final Logger LOG = LoggerFactory.getLogger(RunLock.class);
    private static final Duration HEARTBEAT = Duration.ofSeconds(30);
    private static final Duration STALE = Duration.ofMinutes(3);
    private static final int ATTEMPTS = 10;

    private final Storage storage;
    private final String folder;
    private final RunId run;
    private final long epoch;
    private final Thread heart;

    private RunLock(Storage storage, Clock clock, String folder, RunId run, long epoch) {
        this.storage = storage;
        this.folder = folder;
        this.run = run;
        this.epoch = epoch;
        this.heart = new Thread(() -> beat(clock), "lock of run " + run);
        heart.setDaemon(true);
    }

    static RunLock acquire(Storage storage, Clock clock, RunId run) {
        return acquire(storage, clock, FOLDER, run);
    }

    /** @param folder where locks of this kind lie */
    static RunLock acquire(Storage storage, Clock clock, String folder, RunId run) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                Long epoch = tryNextEpoch(storage, clock, folder, run);
                if (epoch != null) {
                    RunLock lock = new RunLock(storage, clock, folder, run, epoch);
                    lock.heart.start();
                    return lock;
                }
            }
        } catch (IOException e) {
            throw StorageFailures.map("lock run " + run, e);
        }
        throw new EnrichmentException(
                ErrorCode.RUN_LOCKED, "Several processes are trying to work on run " + run + " at once.");
    }

    /** Returns the epoch that is ours now, or null if another process was at it at the same time. */
    private static @Nullable Long tryNextEpoch(Storage storage, Clock clock, String folder, RunId run)
            throws IOException {
        List<Long> epochs = epochs(storage, folder, run);
        long latest = epochs.isEmpty() ? 0 : epochs.get(epochs.size() - 1);
        try {
            if (latest > 0) {
                refuseIfLive(storage, clock, folder, run, latest);
            }
        } catch (NoSuchFileException | FileNotFoundException e) {
            return null;
        }
        long mine = latest + 1;
        storage.createFolder(folder);
        if (!storage.createNew(file(folder, run, mine), Owner.thisProcess().toJson())
                || !isLatest(storage, folder, run, mine)) {
            return null;
        }
        for (long old : epochs) {
            storage.delete(file(folder, run, old));
        }
        return mine;
    }

    /** A process that slept between looking and creating may come late with a low epoch: it must step back. */
    private static boolean isLatest(Storage storage, String folder, RunId run, long mine) throws IOException {
        List<Long> epochs = epochs(storage, folder, run);
        if (!epochs.isEmpty() && epochs.get(epochs.size() - 1) == mine) {
            return true;
        }
        storage.delete(file(folder, run, mine));
        return false;
    }

    private static void refuseIfLive(Storage storage, Clock clock, String folder, RunId run, long epoch)
            throws IOException {
        Instant touched = storage.modified(file(folder, run, epoch));
        boolean stale = Duration.between(touched, clock.instant()).compareTo(STALE) > 0;
        String holder = "another process";
        boolean dead = false;
        try (InputStream in = storage.read(file(folder, run, epoch))) {
            Owner owner = Owner.fromJson(in.readAllBytes());
            holder = "process " + owner.pid() + " on " + owner.host();
            dead = owner.isDead();
        } catch (JacksonException e) {
            LOG.debug("The lock of run {} does not say yet who holds it", run, e);
        }
        if (!stale && !dead) {
            throw new EnrichmentException(
                    ErrorCode.RUN_LOCKED, "Run " + run + " is being worked on by " + holder + ".");
        }
        LOG.info("Taking over the lock of run {} from {}", run, holder);
    }

    private static List<Long> epochs(Storage storage, String folder, RunId run) throws IOException {
        Pattern name = Pattern.compile(Pattern.quote(run.value()) + "@(\\d+)");
        return storage.children(folder).stream()
                .map(name::matcher)
                .filter(Matcher::matches)
                .map(matcher -> Long.valueOf(matcher.group(1)))
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    private static String file(String folder, RunId run, long epoch) {
        return folder + "/" + run + "@" + epoch;
    }

    private void beat(Clock clock) {
        while (true) {
            try {
                Thread.sleep(HEARTBEAT.toMillis());
                storage.touch(file(folder, run, epoch), clock.instant());
            } catch (InterruptedException e) {
                return;
            } catch (IOException e) {
                // Not the end: requireHeld decides before anything is published.
                LOG.warn("Cannot refresh the lock of run {}: {}", run, StorageFailures.reason(e));
            }
        }
    }

    public RunId run() {
        return run;
    }

    /** Returns a number that grows with each take-over of this run's lock. */
    public long epoch() {
        return epoch;
    }

    /**
     * Checks that nobody took this lock over.
     *
     * @throws EnrichmentException with {@code COMMIT_CONFLICT} if somebody did
     */
    public void requireHeld() {
        try {
            List<Long> epochs = epochs(storage, folder, run);
            if (epochs.isEmpty() || epochs.get(epochs.size() - 1) != epoch) {
                throw new EnrichmentException(
                        ErrorCode.COMMIT_CONFLICT, "Another process took over run " + run + "; this one stops.");
            }
        } catch (IOException e) {
            throw StorageFailures.map("check the lock of run " + run, e);
        }
    }

    /** Gives the lock back. */
    @Override
    public void close() {
        heart.interrupt();
        try {
            storage.delete(file(folder, run, epoch));
        } catch (IOException e) {
            // It goes stale by itself.
            LOG.warn("Cannot remove the lock of run {}: {}", run, StorageFailures.reason(e));
        }
    }
}
