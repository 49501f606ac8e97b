package io.linernotes.jobs.output;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.apache.hadoop.fs.Path;

/**
 * The right of one run to add to the ledger of paid requests, until closed. All runs of an output share its ledger, so only
 * one of them pays at a time. Each attempt has a number of its own, an epoch, and writes to a folder of that number.
 */
public final class LedgerEpoch implements AutoCloseable {
    private static final String FOLDER = ".ledger";
    private static final String EPOCHS = FOLDER + "/epochs";
    private static final RunId LOCK = new RunId("ledger");

    /**
     * What an attempt was for.
     *
     * @param folder its segments
     */
    public record Attempt(long number, RunId run, String folder) {}

    private final RunLock lock;
    private final Attempt current;
    private final List<Attempt> earlier;

    private LedgerEpoch(RunLock lock, Attempt current, List<Attempt> earlier) {
        this.lock = lock;
        this.current = current;
        this.earlier = List.copyOf(earlier);
    }

    static LedgerEpoch begin(Storage storage, Clock clock, RunId run) {
        RunLock lock = lock(storage, clock);
        try {
            storage.createFolder(EPOCHS);
            List<Attempt> earlier = storage.children(EPOCHS).stream()
                    .map(name -> attempt(storage, name))
                    .toList();
            long number =
                    earlier.isEmpty() ? 1 : earlier.get(earlier.size() - 1).number() + 1;
            String name = "%06d@%s".formatted(number, run);
            if (!storage.createNew(EPOCHS + "/" + name, run.value().getBytes(StandardCharsets.UTF_8))) {
                throw new IOException("The epoch is there already: " + name);
            }
            return new LedgerEpoch(lock, attempt(storage, name), earlier);
        } catch (IOException e) {
            lock.close();
            throw StorageFailures.map("begin an epoch of the ledger", e);
        }
    }

    private static RunLock lock(Storage storage, Clock clock) {
        try {
            return RunLock.acquire(storage, clock, FOLDER + "/locks", LOCK);
        } catch (EnrichmentException e) {
            if (e.code() != ErrorCode.RUN_LOCKED) {
                throw e;
            }
            throw new EnrichmentException(
                    ErrorCode.RUN_LOCKED,
                    "Another run pays for requests with the ledger of this output; only one does at a time.",
                    e);
        }
    }

    private static Attempt attempt(Storage storage, String name) {
        int at = name.indexOf('@');
        String number = name.substring(0, at);
        Path folder = storage.path(FOLDER + "/segments/" + number);
        boolean local = "file".equals(folder.toUri().getScheme());
        return new Attempt(
                Long.parseLong(number),
                new RunId(name.substring(at + 1)),
                local ? folder.toUri().getPath() : folder.toString());
    }

    public Attempt current() {
        return current;
    }

    /** Those before, oldest first. */
    public List<Attempt> earlier() {
        return earlier;
    }

    /**
     * Checks that nobody took the ledger over.
     *
     * @throws EnrichmentException with {@code COMMIT_CONFLICT} if somebody did
     */
    public void requireHeld() {
        lock.requireHeld();
    }

    @Override
    public void close() {
        lock.close();
    }
}
