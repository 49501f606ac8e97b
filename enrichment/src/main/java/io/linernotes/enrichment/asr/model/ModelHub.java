package io.linernotes.enrichment.asr.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fetches models from a hub into a store. What arrived before a pull was stopped is kept aside and used by the next one; a
 * model is installed only when all of its files are there and are what they should be.
 */
public final class ModelHub {
    /** The largest published model has 6.2 GB in floating point. */
    private static final long LARGEST_WEIGHTS = 16L << 30;

    private final URI base;
    private final ModelStore store;
    private final HubDownload.Patience patience;

    public ModelHub(ModelsConfig config) {
        this(config, new HubDownload.Patience(5, Duration.ofSeconds(1), Duration.ofSeconds(60)));
    }

    ModelHub(ModelsConfig config, HubDownload.Patience patience) {
        this.base = config.hub();
        this.store = new ModelStore(config.folderPath());
        this.patience = patience;
    }

    /** Watches a pull. */
    public interface Progress {
        /**
         * Tells how much of a file is there.
         *
         * @param bytes so far
         * @param total in all; -1 while it is unknown
         */
        void show(String file, long bytes, long total);
    }

    /**
     * Fetches and installs a model.
     *
     * @param name on the hub, such as {@code openai/whisper-small.en}
     * @param revision branch, tag or commit; null for what the lock file names, else {@code main}
     * @param check looks at the complete files and throws when they are no usable model
     */
    public ModelFolder pull(String name, @Nullable String revision, Consumer<ModelFolder> check, Progress progress) {
        store.requireNotInstalled(name);
        if (revision != null && !revision.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID, "A revision is the name of a branch, a tag or a commit.");
        }
        Path work = store.workFolder(name);
        try {
            Files.createDirectories(work);
            try (FileChannel channel = FileChannel.open(
                            work.resolveSibling(work.getFileName() + ".lock"),
                            StandardOpenOption.CREATE,
                            StandardOpenOption.WRITE);
                    FileLock held = channel.tryLock()) {
                if (held == null) {
                    throw busy(name);
                }
                return new Pull(name, revision, work, progress).run(check);
            } catch (OverlappingFileLockException e) {
                throw busy(name);
            }
        } catch (IOException e) {
            throw store.unwritable(e);
        }
    }

    /** One pull, alone in its folder. */
    private final class Pull {
        private final String name;
        private final Path work;
        private final Progress progress;
        private final ModelLock.@Nullable Entry pinned;
        private String revision;

        private Pull(String name, @Nullable String revision, Path work, Progress progress) {
            this.name = name;
            this.work = work;
            this.progress = progress;
            this.pinned = store.pinned(name);
            String locked = pinned == null ? null : pinned.revision();
            this.revision = revision != null ? revision : locked != null ? locked : "main";
        }

        private ModelFolder run(Consumer<ModelFolder> check) throws IOException {
            for (String file : ModelFolder.JSON_FILES) {
                fetchRequired(file, ModelFolder.LARGEST_JSON);
            }
            List<String> files = new ArrayList<>(ModelFolder.JSON_FILES);
            if (fetch(ModelFolder.WEIGHTS, LARGEST_WEIGHTS)) {
                files.add(ModelFolder.WEIGHTS);
            } else if (fetch(ShardedWeights.INDEX, ModelFolder.LARGEST_JSON)) {
                files.add(ShardedWeights.INDEX);
                byte[] index = Files.readAllBytes(work.resolve(ShardedWeights.INDEX));
                for (String shard : ShardedWeights.shards(name, new JsonMapper().readTree(index))) {
                    fetchRequired(shard, LARGEST_WEIGHTS);
                    files.add(shard);
                }
            } else {
                files.addAll(fetchExport());
            }
            Path complete = Files.createTempDirectory(work.getParent(), "pull-");
            try {
                for (String file : files) {
                    Files.createDirectories(complete.resolve(file).getParent());
                    Files.move(work.resolve(file), complete.resolve(file));
                }
                ModelFolder model = store.install(name, revision, complete, check);
                Folders.delete(work);
                return model;
            } finally {
                Folders.delete(complete);
            }
        }

        private List<String> fetchExport() throws IOException {
            ExportFiles export = ExportFiles.find(name, file -> fetch(file, Integer.MAX_VALUE));
            if (export == null) {
                throw absent(ModelFolder.WEIGHTS);
            }
            List<String> files = new ArrayList<>();
            for (String graph : List.of(export.encoder(), export.decoder())) {
                files.add(graph);
                for (String data : ExportFiles.dataFiles(name, graph, work.resolve(graph))) {
                    fetchRequired(data, LARGEST_WEIGHTS);
                    files.add(data);
                }
            }
            return files;
        }

        private void fetchRequired(String file, long largest) throws IOException {
            if (!fetch(file, largest)) {
                throw absent(file);
            }
        }

        private EnrichmentException absent(String file) {
            return new EnrichmentException(
                    ErrorCode.MODEL_MISSING,
                    "The hub %s has no file %s of a model %s (revision %s), or does not show it to everybody."
                            .formatted(base, file, name, revision));
        }

        /** Returns false when the hub does not have the file. */
        private boolean fetch(String file, long largest) throws IOException {
            PinnedFile expected = pinned == null ? null : pinned.files().get(file);
            if (pinned != null && expected == null) {
                return false;
            }
            Files.createDirectories(work.resolve(file).getParent());
            URI address = URI.create("%s/%s/resolve/%s/%s".formatted(base, name, revision, file));
            HubDownload download = new HubDownload(
                    address,
                    work.resolve(file),
                    expected == null ? largest : expected.size(),
                    patience,
                    (bytes, total) -> progress.show(file, bytes, total));
            HubDownload.Result result = download.run();
            if (result == null) {
                return false;
            }
            requireExpected(file, expected, result);
            // The branch may move while files are fetched: all come from the commit of the first.
            revision = result.commit() != null ? result.commit() : revision;
            return true;
        }

        private void requireExpected(String file, @Nullable PinnedFile expected, HubDownload.Result result)
                throws IOException {
            boolean pinnedFits = expected == null || expected.equals(result.content());
            boolean announcedFits = result.announcedSha256() == null
                    || result.announcedSha256().equals(result.content().sha256());
            if (!pinnedFits || !announcedFits) {
                Files.deleteIfExists(work.resolve(file));
                throw new EnrichmentException(
                        ErrorCode.MODEL_INTEGRITY,
                        "File %s of model %s is not the one that %s: nothing was installed."
                                .formatted(
                                        file,
                                        name,
                                        pinnedFits ? "the hub itself announces" : ModelLock.FILE + " pins"));
            }
        }
    }

    private static EnrichmentException busy(String name) {
        return new EnrichmentException(ErrorCode.RUN_LOCKED, "Another process is pulling model %s.".formatted(name));
    }
}
