package io.linernotes.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class RunStoreTest {
    private static final RunId RUN = new RunId("2026-11-21");
    private static final Map<String, Long> ROWS = Map.of("chapters", 5L);

    @TempDir
    Path root;

    private FaultyStorage storage;
    private RunStore store;

    @BeforeEach
    void open() {
        storage = new FaultyStorage(new LocalStorage(root));
        store = new RunStore(storage, root.toString(), Clock.systemUTC());
    }

    @Test
    void publishesAWholeRunByOneRename() throws IOException {
        try (RunLock lock = store.lock(RUN)) {
            Staging staging = stage(lock);
            assertThat(store.publishedRuns()).isEmpty();

            store.publish(lock, staging, ROWS);
        }

        assertThat(store.isPublished(RUN)).isTrue();
        assertThat(store.publishedRuns()).containsExactly(RUN);
        assertThat(files())
                .containsExactly(
                        "run=2026-11-21/_SUCCESS",
                        "run=2026-11-21/chapters/part-0.parquet",
                        "run=2026-11-21/chapters/part-1.parquet",
                        "run=2026-11-21/manifest.json",
                        "run=2026-11-21/run.json");
    }

    @Test
    void describesEveryFileInTheManifest() throws Exception {
        Manifest manifest = publish();

        assertThat(store.manifest(RUN)).isEqualTo(manifest);
        assertThat(manifest.run()).isEqualTo("2026-11-21");
        assertThat(manifest.files())
                .extracting(Manifest.PublishedFile::path)
                .containsExactly("chapters/part-0.parquet", "chapters/part-1.parquet", "run.json");
        assertThat(manifest.files()).extracting(Manifest.PublishedFile::rows).containsExactly(2L, 3L, null);
        assertThat(manifest.files().get(2).bytes()).isEqualTo(2);
        assertThat(manifest.files().get(2).sha256())
                .isEqualTo("44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a"); // of {}
        assertThat(manifest.sha256()).isEqualTo(Manifest.fingerprint(manifest.files()));
        assertThat(new JsonMapper()
                        .readTree(root.resolve("run=2026-11-21/manifest.json").toFile())
                        .at("/files/2/rows")
                        .isMissingNode())
                .isTrue();
    }

    @Test
    void leavesNoChecksumFilesAndMarksOfTables() throws IOException {
        try (RunLock lock = store.lock(RUN)) {
            Staging staging = stage(lock);
            Path table = local(staging).resolve("chapters");
            Files.writeString(table.resolve(".part-0.parquet.crc"), "crc");
            Files.writeString(table.resolve("_SUCCESS"), "");
            Files.writeString(table.resolve("._SUCCESS.crc"), "crc");

            store.publish(lock, staging, ROWS);
        }

        assertThat(files()).noneMatch(file -> file.endsWith(".crc")).noneMatch(file -> file.contains("chapters/_"));
    }

    @Test
    void refusesATableWithTooFewOrUnexpectedRows() throws IOException {
        assertThat(refused(Map.of("chapters", 6L)))
                .isEqualTo("Run 2026-11-21 is not published: table chapters has 5 rows instead of 6.");
        assertThat(refused(Map.of("chapters", 5L, "topics", 1L)))
                .isEqualTo("Run 2026-11-21 is not published: table topics has 0 rows instead of 1.");
        assertThat(refused(Map.of()))
                .isEqualTo("Run 2026-11-21 is not published: nobody said how many rows these tables have: chapters.");
        assertThat(store.isPublished(RUN)).isFalse();
    }

    @Test
    void refusesATruncatedOrForeignParquetFile() throws IOException {
        try (RunLock lock = store.lock(RUN)) {
            Staging staging = stage(lock);
            Path part = local(staging).resolve("chapters/part-1.parquet");
            byte[] whole = Files.readAllBytes(part);

            Files.write(part, Arrays.copyOf(whole, whole.length - 3));
            assertThat(refused(lock, staging).getMessage())
                    .isEqualTo(
                            "Run 2026-11-21 is not published: this Parquet file is not whole: chapters/part-1.parquet.");

            Files.writeString(part, "hello hello hello");
            assertThat(refused(lock, staging).getMessage())
                    .isEqualTo("Run 2026-11-21 is not published: this is no Parquet file: chapters/part-1.parquet.");

            Files.write(part, new byte[0]);
            assertThat(refused(lock, staging).code()).isEqualTo(ErrorCode.STORAGE_UNSAFE);
        }
    }

    @Test
    void refusesUnfinishedWrites() throws IOException {
        try (RunLock lock = store.lock(RUN)) {
            Staging staging = stage(lock);
            ParquetFixture.write(local(staging).resolve("chapters/_temporary/0/part-2.parquet"), 1);

            assertThat(refused(lock, staging).getMessage())
                    .isEqualTo("Run 2026-11-21 is not published: an unfinished or hidden file is left: "
                            + "chapters/_temporary/0/part-2.parquet.");
        }
    }

    @Test
    void neverTouchesARunThatIsThere() throws IOException {
        publish();
        List<String> before = files();

        try (RunLock lock = store.lock(RUN)) {
            EnrichmentException refused = refused(lock, stage(lock));

            assertThat(refused.code()).isEqualTo(ErrorCode.COMMIT_CONFLICT);
            assertThat(refused).hasMessageContaining("Run 2026-11-21 is there already");
            assertThat(store.unfinished(lock)).hasSize(1);
            store.discard(store.unfinished(lock).get(0));
        }
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void stopsWhenAnotherProcessTookTheRunOver() throws IOException {
        try (RunLock lock = store.lock(RUN)) {
            Staging staging = stage(lock);
            Files.writeString(root.resolve(".locks/2026-11-21@2"), "{}");

            assertThat(refused(lock, staging).code()).isEqualTo(ErrorCode.COMMIT_CONFLICT);
            assertThat(store.isPublished(RUN)).isFalse();
        }
    }

    @Test
    void countsARenameThatHappenedAndThenFailedAsPublished() throws IOException {
        storage.rename = (from, to) -> {
            Files.move(root.resolve(from), root.resolve(to));
            throw new IOException("reply lost");
        };

        publish();

        assertThat(store.isPublished(RUN)).isTrue();
    }

    @Test
    void triesARenameThatDidNotHappenOnceMore() throws IOException {
        FaultyStorage.Step real = storage.rename;
        storage.rename = (from, to) -> {
            storage.rename = real;
            throw new IOException("name node in safe mode");
        };

        publish();

        assertThat(store.isPublished(RUN)).isTrue();
    }

    @Test
    void deletesNothingWhenNobodyCanTell() throws IOException {
        storage.rename = (from, to) -> {
            throw new IOException("down");
        };
        try (RunLock lock = store.lock(RUN)) {
            Staging staging = stage(lock);

            EnrichmentException unknown = refused(lock, staging);

            assertThat(unknown.code()).isEqualTo(ErrorCode.COMMIT_UNKNOWN);
            assertThat(unknown)
                    .hasMessageStartingWith(
                            "Nobody can tell whether run 2026-11-21 was published; nothing was deleted");
            assertThat(local(staging).resolve("manifest.json")).exists();
        }
    }

    @Test
    void asksAnOperatorWhenAForeignFolderAppearsDuringTheRename() throws IOException {
        storage.rename = (from, to) -> {
            Files.createDirectories(root.resolve(to));
            Files.move(root.resolve(from), root.resolve(to).resolve("inside"));
            throw new IOException("reply lost");
        };
        try (RunLock lock = store.lock(RUN)) {
            assertThat(refused(lock, stage(lock)).code()).isEqualTo(ErrorCode.COMMIT_UNKNOWN);
            assertThat(root.resolve("run=2026-11-21/inside/manifest.json")).exists();
        }
    }

    @Test
    void publishesAgainAfterACrashBetweenSealAndRename() throws IOException {
        storage.rename = (from, to) -> {
            throw new IOException("down");
        };
        Staging staging;
        try (RunLock lock = store.lock(RUN)) {
            staging = stage(lock);
            assertThat(refused(lock, staging).code()).isEqualTo(ErrorCode.COMMIT_UNKNOWN);
        }
        open();

        try (RunLock lock = store.lock(RUN)) {
            assertThat(store.unfinished(lock)).containsExactly(staging);
            store.publish(lock, staging, ROWS);
        }
        assertThat(files()).hasSize(5);
    }

    @Test
    void keepsStagingFoldersOfRunsWithSimilarNamesApart() {
        try (RunLock a = store.lock(new RunId("a"));
                RunLock ab = store.lock(new RunId("a-b"))) {
            Staging ofA = store.newStaging(a);
            Staging ofAb = store.newStaging(ab);

            assertThat(store.unfinished(a)).containsExactly(ofA);
            assertThat(store.unfinished(ab)).containsExactly(ofAb);
        }
    }

    @Test
    void opensANewFolderAndLeavesNoProbeBehind() throws IOException {
        Path fresh = root.resolve("deep/er: #1 %20");

        RunStore opened = RunStore.open(fresh.toString(), new Configuration(), Clock.systemUTC());
        assertThat(fresh).doesNotExist();
        opened.lock(RUN).close();

        try (Stream<Path> left = Files.list(fresh)) {
            assertThat(left).containsExactly(fresh.resolve(RunLock.FOLDER));
        }
    }

    @Test
    void refusesAnOutputThatCannotBeAFolder() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "x");

        EnrichmentException refused = openRefused(file.resolve("out").toString());

        assertThat(refused.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(refused).hasMessage("The output folder " + file + "/out cannot be created: not a directory.");
        assertThat(openRefused(file.toString()).getMessage())
                .isEqualTo("The output folder " + file + " cannot be created: not a directory.");
    }

    @Test
    void refusesAnObjectStoreAsOutput() {
        EnrichmentException refused = openRefused("s3a://bucket/notes");

        assertThat(refused.code()).isEqualTo(ErrorCode.CONFIG_INVALID);
        assertThat(refused)
                .hasMessage("The output s3a://bucket/notes must be on a local disk or on HDFS: "
                        + "s3a cannot rename a folder in one step. Copy published runs there.");
    }

    @Test
    void noticesStorageThatLosesWhatIsWritten() {
        storage.blind = true;

        EnrichmentException refused =
                catchThrowableOfType(EnrichmentException.class, () -> StorageProbe.check(storage, "out"));

        assertThat(refused.code()).isEqualTo(ErrorCode.STORAGE_UNSAFE);
        assertThat(refused).hasMessage("Cannot write to the output folder out: IOException.");
    }

    /** Hadoop reports a full local disk by an error that is no exception. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void tellsAFullDiskFromOtherTrouble() throws IOException {
        try (RawLocalFileSystem hadoop = new RawLocalFileSystem()) {
            hadoop.initialize(URI.create("file:///"), new Configuration());
            FSError full = catchThrowableOfType(FSError.class, () -> {
                try (OutputStream out = hadoop.create(new org.apache.hadoop.fs.Path("/dev/full"), true)) {
                    out.write(1);
                }
            });

            assertThat(StorageFailures.map("write", full).code()).isEqualTo(ErrorCode.STORAGE_FULL);
        }
        IOException full = catchThrowableOfType(
                IOException.class, () -> new LocalStorage(Path.of("/dev")).write("full", new byte[1]));
        assertThat(StorageFailures.map("write a row", full))
                .hasMessage("Cannot write a row: no space left.")
                .extracting(EnrichmentException::code)
                .isEqualTo(ErrorCode.STORAGE_FULL);
        assertThat(StorageFailures.map("write", new IOException("broken pipe")).code())
                .isEqualTo(ErrorCode.STORAGE_UNSAFE);
    }

    private EnrichmentException openRefused(String path) {
        return catchThrowableOfType(
                EnrichmentException.class,
                () -> RunStore.open(path, new Configuration(), Clock.systemUTC())
                        .lock(RUN));
    }

    private Manifest publish() throws IOException {
        try (RunLock lock = store.lock(RUN)) {
            return store.publish(lock, stage(lock), ROWS);
        }
    }

    private String refused(Map<String, Long> rows) throws IOException {
        try (RunLock lock = store.lock(RUN)) {
            Staging staging = stage(lock);
            return catchThrowableOfType(EnrichmentException.class, () -> store.publish(lock, staging, rows))
                    .getMessage();
        }
    }

    private EnrichmentException refused(RunLock lock, Staging staging) {
        return catchThrowableOfType(EnrichmentException.class, () -> store.publish(lock, staging, ROWS));
    }

    private Staging stage(RunLock lock) throws IOException {
        Staging staging = store.newStaging(lock);
        ParquetFixture.write(local(staging).resolve("chapters/part-0.parquet"), 2);
        ParquetFixture.write(local(staging).resolve("chapters/part-1.parquet"), 3);
        store.write(staging, "run.json", "{}".getBytes(StandardCharsets.UTF_8));
        return staging;
    }

    private static Path local(Staging staging) {
        return Path.of(staging.folder().toUri().getPath());
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(root)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> root.relativize(file).toString())
                    .sorted()
                    .toList();
        }
    }
}
