package io.linernotes.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.failure.EnrichmentException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stands on Hadoop's raw local file system, which answers through the same interface as HDFS. */
class HadoopStorageTest {
    private static final RunId RUN = new RunId("r");

    @TempDir
    Path folder;

    private final RawLocalFileSystem files = new RawLocalFileSystem();
    private HadoopStorage storage;

    @BeforeEach
    void open() throws IOException {
        files.initialize(URI.create("file:///"), new Configuration());
        storage = new HadoopStorage(files, new org.apache.hadoop.fs.Path("file", null, folder.toString()));
    }

    @Test
    void publishesARun() throws IOException {
        RunStore store = new RunStore(storage, folder.toString(), Clock.systemUTC());
        try (RunLock lock = store.lock(RUN)) {
            Staging staging = store.newStaging(lock);
            ParquetFixture.write(Path.of(staging.folder().toUri().getPath()).resolve("topics/part-0.parquet"), 4);
            store.write(staging, "run.json", new byte[] {'{', '}'});

            store.publish(lock, staging, Map.of("topics", 4L));
            assertThat(store.unfinished(lock)).isEmpty();
        }

        assertThat(store.publishedRuns()).containsExactly(RUN);
        assertThat(store.manifest(RUN).files())
                .extracting(Manifest.PublishedFile::path)
                .containsExactly("run.json", "topics/part-0.parquet");
        assertThat(folder.resolve("run=r/_SUCCESS")).isEmptyFile();
    }

    @Test
    void createsAFileOnce() throws IOException {
        assertThat(storage.createNew("a", new byte[] {1})).isTrue();
        assertThat(storage.createNew("a", new byte[] {2})).isFalse();
        assertThat(folder.resolve("a")).hasBinaryContent(new byte[] {1});
    }

    @Test
    void admitsOneHolderOfALock() {
        try (RunLock lock = RunLock.acquire(storage, Clock.systemUTC(), RUN)) {
            lock.requireHeld();
            assertThatThrownBy(() -> RunLock.acquire(storage, Clock.systemUTC(), RUN))
                    .isInstanceOf(EnrichmentException.class)
                    .hasMessageStartingWith("Run r is being worked on by process ");
        }
    }

    @Test
    void refusesToRenameOntoAnExistingFolder() throws IOException {
        Files.createDirectories(folder.resolve("from"));
        Files.createDirectories(folder.resolve("to"));

        assertThatThrownBy(() -> storage.renameFolder("from", "to")).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(folder.resolve("from")).exists();
    }

    @Test
    void listsNothingWhereThereIsNoFolder() throws IOException {
        assertThat(storage.children("none")).isEmpty();
        storage.delete("none");
    }
}
