package io.linernotes.jobs.output;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder of all runs. A run is written to a staging folder under the run's lock, checked, and made visible by one
 * rename; {@code run=<id>} is a whole run or is not there.
 *
 * <p>Every method throws {@link EnrichmentException}: {@code STORAGE_FULL} or {@code STORAGE_UNSAFE} if the file system
 * does not do what it should, and what the method names.
 */
public final class RunStore {
    static final String SUCCESS = "_SUCCESS";

    private static final Logger LOG = LoggerFactory.getLogger(RunStore.class);
    private static final String RUN_PREFIX = "run=";
    private static final int RENAME_ATTEMPTS = 2;

    private final Storage storage;
    private final String root;
    private final Clock clock;

    RunStore(Storage storage, String root, Clock clock) {
        this.storage = storage;
        this.root = root;
        this.clock = clock;
    }

    /**
     * Opens the folder of all runs for reading; nothing is created before a run is locked.
     *
     * @param root local path, {@code file:} or {@code hdfs:} URL; need not exist
     * @throws EnrichmentException with {@code CONFIG_INVALID} if there can be no such folder
     */
    public static RunStore open(String root, Configuration hadoop, Clock clock) {
        return new RunStore(Storages.open(root, hadoop), root, clock);
    }

    /** Returns the folder of a published run, for readers. */
    public Path folder(RunId run) {
        return storage.path(RUN_PREFIX + run);
    }

    public boolean isPublished(RunId run) {
        try {
            return storage.exists(RUN_PREFIX + run + "/" + Manifest.NAME);
        } catch (IOException e) {
            throw StorageFailures.map("look for run " + run, e);
        }
    }

    /** Returns all published runs, sorted by id. */
    public List<RunId> publishedRuns() {
        try {
            List<RunId> runs = new ArrayList<>();
            for (String name : storage.children("")) {
                if (name.startsWith(RUN_PREFIX) && storage.exists(name + "/" + Manifest.NAME)) {
                    runs.add(new RunId(name.substring(RUN_PREFIX.length())));
                }
            }
            return runs;
        } catch (IOException e) {
            throw StorageFailures.map("list the runs", e);
        }
    }

    public Manifest manifest(RunId run) {
        try {
            return Manifest.fromJson(read(RUN_PREFIX + run + "/" + Manifest.NAME));
        } catch (IOException e) {
            throw StorageFailures.map("read the manifest of run " + run, e);
        }
    }

    /**
     * Takes the right to work on a run. Creates the folder of all runs if need be, and checks first that it keeps what is
     * written.
     *
     * @throws EnrichmentException with {@code RUN_LOCKED} if a live process has it, {@code CONFIG_INVALID} if the folder
     *     cannot be created
     */
    public RunLock lock(RunId run) {
        Storages.prepare(storage, root);
        return RunLock.acquire(storage, clock, run);
    }

    /**
     * Takes the right to pay for requests, and to write that down in the ledger that all runs share.
     *
     * @throws EnrichmentException with {@code RUN_LOCKED} if a live process has it
     */
    public LedgerEpoch ledger(RunId run) {
        return LedgerEpoch.begin(storage, clock, run);
    }

    /** Creates an empty staging folder. */
    public Staging newStaging(RunLock lock) {
        String relative = Staging.PARENT + "/" + Staging.newName(lock.run());
        try {
            storage.createFolder(relative);
            return new Staging(lock.run(), storage.path(relative));
        } catch (IOException e) {
            throw StorageFailures.map("create the staging folder of run " + lock.run(), e);
        }
    }

    /** Returns the staging folders that earlier, unfinished attempts at this run left behind, newest first. */
    public List<Staging> unfinished(RunLock lock) {
        try {
            return storage.children(Staging.PARENT).stream()
                    .filter(name -> Staging.belongsTo(lock.run(), name))
                    .map(name -> new Staging(lock.run(), storage.path(Staging.PARENT + "/" + name)))
                    .sorted(Comparator.comparing(this::modified).reversed())
                    .toList();
        } catch (IOException e) {
            throw StorageFailures.map("look for unfinished work on run " + lock.run(), e);
        }
    }

    private Instant modified(Staging staging) {
        try {
            return storage.modified(staging.relative());
        } catch (IOException e) {
            throw StorageFailures.map("look at the staging folder of run " + staging.run(), e);
        }
    }

    /**
     * Returns the folder for intermediate results of a run. It outlives a process that dies, so that the next attempt at
     * the same work finds what is done.
     *
     * @param fingerprint equal for equal work
     */
    public Path work(RunLock lock, String fingerprint) {
        return storage.path(workFolder(lock) + "/" + fingerprint);
    }

    /**
     * Returns the folder for marks of recordings that are being decoded. It is that of all runs: a recording that ended one
     * process must not end the next, whatever run that makes.
     */
    public Path decodingMarks() {
        return storage.path(Staging.PARENT + "/decoding");
    }

    /**
     * Returns the folder for transcripts that wait for a later run.
     *
     * @param fingerprint equal for transcripts that are made in the same way
     */
    public Path transcripts(String fingerprint) {
        return storage.path(".transcripts/" + fingerprint);
    }

    /** Deletes the intermediate results of a run. */
    public void discardWork(RunLock lock) {
        try {
            storage.delete(workFolder(lock));
        } catch (IOException e) {
            throw StorageFailures.map("delete the intermediate results of run " + lock.run(), e);
        }
    }

    private static String workFolder(RunLock lock) {
        return Staging.PARENT + "/" + lock.run() + "-work";
    }

    /** Deletes a staging folder and all it holds. */
    public void discard(Staging staging) {
        try {
            storage.delete(staging.relative());
        } catch (IOException e) {
            throw StorageFailures.map("delete the staging folder of run " + staging.run(), e);
        }
    }

    /**
     * Writes a file that is no table, such as {@code run.json}.
     *
     * @param name relative to the run's folder
     */
    public void write(Staging staging, String name, byte[] content) {
        try {
            storage.write(staging.relative() + "/" + name, content);
        } catch (IOException e) {
            throw StorageFailures.map("write " + name + " of run " + staging.run(), e);
        }
    }

    /**
     * Checks a finished staging folder and makes it the run.
     *
     * @param rows how many rows each table must have
     * @throws EnrichmentException with {@code COMMIT_CONFLICT} if another process published this run or took over its
     *     lock, or with {@code COMMIT_UNKNOWN} if nobody can tell what happened; nothing is deleted in either case
     */
    public Manifest publish(RunLock lock, Staging staging, Map<String, Long> rows) {
        if (!lock.run().equals(staging.run())) {
            throw new IllegalArgumentException("The lock is for run " + lock.run() + ", not for " + staging.run());
        }
        Manifest manifest = seal(staging, rows);
        lock.requireHeld();
        makeVisible(staging, manifest);
        LOG.info("Published run {}: {} files", staging.run(), manifest.files().size());
        return manifest;
    }

    private Manifest seal(Staging staging, Map<String, Long> rows) {
        try {
            StagedFiles files = new StagedFiles(storage, staging);
            files.removeMarks();
            Manifest manifest = files.verify(rows);
            storage.write(staging.relative() + "/" + Manifest.NAME, manifest.toJson());
            storage.write(staging.relative() + "/" + SUCCESS, new byte[0]);
            storage.force(staging.relative());
            return manifest;
        } catch (IOException e) {
            throw StorageFailures.map("check run " + staging.run(), e);
        }
    }

    /** A rename that failed may have happened all the same: only what lies there afterwards counts. */
    private void makeVisible(Staging staging, Manifest manifest) {
        String target = RUN_PREFIX + staging.run();
        for (int attempt = 1; attempt <= RENAME_ATTEMPTS; attempt++) {
            try {
                if (storage.exists(target)) {
                    throw new EnrichmentException(
                            ErrorCode.COMMIT_CONFLICT,
                            "Run " + staging.run() + " is there already; what this process made stays in "
                                    + staging.relative() + ".");
                }
                storage.renameFolder(staging.relative(), target);
                return;
            } catch (IOException e) {
                LOG.warn("Publishing run {} failed at attempt {}: looking again", staging.run(), attempt, e);
                if (isVisible(target, manifest)) {
                    return;
                }
                if (attempt == RENAME_ATTEMPTS || !isStillStaged(staging)) {
                    throw unknown(staging, e);
                }
            }
        }
    }

    private boolean isVisible(String target, Manifest manifest) {
        try {
            return Arrays.equals(read(target + "/" + Manifest.NAME), manifest.toJson());
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isStillStaged(Staging staging) {
        try {
            return storage.exists(staging.relative() + "/" + Manifest.NAME);
        } catch (IOException e) {
            return false;
        }
    }

    private static EnrichmentException unknown(Staging staging, IOException cause) {
        return new EnrichmentException(
                ErrorCode.COMMIT_UNKNOWN,
                "Nobody can tell whether run " + staging.run() + " was published; nothing was deleted, look into "
                        + staging.relative() + ".",
                cause);
    }

    private byte[] read(String path) throws IOException {
        try (InputStream in = storage.read(path)) {
            return in.readAllBytes();
        }
    }
}
