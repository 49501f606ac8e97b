package io.linernotes.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.jobs.config.ConfigLoader;
import io.linernotes.jobs.table.RecordMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class DecodeFunctionTest {
    private static final RecordMapper<RecordingTask> TASKS = RecordMapper.of(RecordingTask.class);
    private static final RecordMapper<DecodedPiece> DECODED = RecordMapper.of(DecodedPiece.class);
    private static final Path DEMO = Path.of("src/main/resources/demo");
    private static final String GROUP = "decode";

    private static SparkSession spark;
    private static JavaSparkContext context;

    @TempDir
    Path folder;

    @BeforeAll
    static void openSpark() {
        spark = SparkSession.builder()
                .master("local[1]")
                .appName("decode")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .getOrCreate();
        context = JavaSparkContext.fromSparkContext(spark.sparkContext());
    }

    @AfterAll
    static void closeSpark() {
        spark.stop();
    }

    @Test
    void leavesNoMarkOfARecordingThatItBroughtToAnEnd() throws IOException {
        Path page = Files.writeString(folder.resolve("page.mp3"), "<!doctype html><html><body>not found</body></html>");

        List<DecodedPiece> pieces = decode(DEMO.resolve("field-notes-bees.opus"), page);

        assertThat(pieces)
                .filteredOn(piece -> piece.report() != null)
                .singleElement()
                .satisfies(piece -> assertThat(piece.report().findings()).isEmpty());
        assertThat(pieces)
                .filteredOn(piece -> piece.problem() != null)
                .singleElement()
                .satisfies(piece -> assertThat(piece.problem().code()).isEqualTo(ErrorCode.MEDIA_NOT_AUDIO));
        assertThat(marks()).isEmpty();
    }

    @Test
    void isolatesARecordingThatIsMarkedAndSaysSo() throws IOException {
        Path recording = DEMO.resolve("field-notes-bees.opus");
        List<DecodedPiece> expected = decode(recording);
        Files.createFile(folder.resolve("marks/field-notes-bees.opus"));

        List<DecodedPiece> isolated = decode(recording);

        assertThat(isolated).hasSameSizeAs(expected).hasSizeGreaterThan(2);
        for (int i = 0; i < isolated.size(); i++) {
            assertThat(isolated.get(i).pcm()).isEqualTo(expected.get(i).pcm());
            assertThat(isolated.get(i).startSample()).isEqualTo(expected.get(i).startSample());
        }
        DecodedPiece last = isolated.get(isolated.size() - 1);
        assertThat(last.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(ErrorCode.ISOLATED);
            assertThat(finding.message())
                    .isEqualTo("decoded in a process of its own, as an attempt before did not end");
        });
        assertThat(last.speech()).isEqualTo(expected.get(expected.size() - 1).speech());
    }

    @Test
    void keepsTheMarkThatItFoundUntilTheResultIsStored() throws IOException {
        decode(DEMO.resolve("field-notes-bees.opus"));
        Files.createFile(folder.resolve("marks/field-notes-bees.opus"));
        Files.createFile(folder.resolve("marks/of-another-run.mp3"));

        decode(DEMO.resolve("field-notes-bees.opus"));
        assertThat(marks()).containsExactlyInAnyOrder("field-notes-bees.opus", "of-another-run.mp3");
        DecodingMark.removeAll(
                marksFolder(), Set.of("field-notes-bees.opus", "never-marked.mp3"), context.hadoopConfiguration());

        assertThat(marks()).containsExactly("of-another-run.mp3");
    }

    @Test
    void failsTheTaskAndNotTheRecordingWhenTheStorageFails() throws IOException {
        Files.createFile(folder.resolve("marks"));

        assertThatThrownBy(() -> decode(DEMO.resolve("field-notes-bees.opus")))
                .hasStackTraceContaining("Cannot mark a recording as being decoded");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKilledTaskGivesItsSlotBackFromTheMiddleOfALongRecording(boolean isolated) throws Exception {
        Path recording = fortyHoursOfSilence();
        if (isolated) {
            Files.createFile(Files.createDirectory(folder.resolve("marks")).resolve(name(recording)));
        }

        assertGivesItsSlotBack(recording, isolated);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aKilledTaskGivesItsSlotBackWhileNoSampleIsFound(boolean isolated) throws Exception {
        Path recording = Files.copy(DEMO.resolve("long-way-round.mp3"), folder.resolve("hollow.mp3"));
        try (RandomAccessFile file = new RandomAccessFile(recording.toFile(), "rw")) {
            file.setLength(1L << 40);
        }
        if (isolated) {
            Files.createFile(Files.createDirectory(folder.resolve("marks")).resolve(name(recording)));
        }

        assertGivesItsSlotBack(recording, isolated);
    }

    /** Kills the task once it decodes; the one slot must then be free for another task. */
    private void assertGivesItsSlotBack(Path recording, boolean isolated) throws Exception {
        CompletableFuture<Void> decoding = CompletableFuture.runAsync(() -> {
            context.setJobGroup(GROUP, "decode");
            dataset(recording).count();
        });
        while (isolated ? ProcessHandle.current().children().findAny().isEmpty() : marks().isEmpty()) {
            assertThat(decoding).isNotDone();
            Thread.sleep(50);
        }
        Thread.sleep(1000);
        assertThat(decoding).isNotDone();
        context.cancelJobGroup(GROUP);

        CompletableFuture<Long> next = CompletableFuture.supplyAsync(() -> {
            context.setJobGroup("next", "after it");
            return context.parallelize(List.of(1), 1).count();
        });
        assertThat(next.get(30, TimeUnit.SECONDS)).isEqualTo(1);
        assertThat(decoding).isCompletedExceptionally();
        ProcessHandle.current().children().forEach(child -> child.onExit().join());
    }

    /** A WAV file of zeros, which take no room on the disk. */
    private Path fortyHoursOfSilence() throws IOException {
        int rate = 8_000;
        long bytes = 40L * 3600 * rate * Short.BYTES;
        byte[] header = ByteBuffer.allocate(44)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt((int) (bytes + 36))
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(rate)
                .putInt(rate * Short.BYTES)
                .putShort((short) Short.BYTES)
                .putShort((short) Short.SIZE)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt((int) bytes)
                .array();
        Path recording = folder.resolve("long.wav");
        try (RandomAccessFile file = new RandomAccessFile(recording.toFile(), "rw")) {
            file.write(header);
            file.setLength(header.length + bytes);
        }
        return recording;
    }

    private List<DecodedPiece> decode(Path... recordings) {
        return dataset(recordings).collectAsList().stream()
                .map(DECODED::fromRow)
                .toList();
    }

    private Dataset<Row> dataset(Path... recordings) {
        List<Row> tasks = Arrays.stream(recordings)
                .map(path -> new RecordingTask(name(path), path.toAbsolutePath().toString(), EpisodeMetadata.NONE))
                .map(TASKS::toRow)
                .toList();
        DecodeFunction decode = new DecodeFunction(
                context.broadcast(ConfigLoader.load(null, List.of())),
                context.broadcast(new SerializableConfiguration(context.hadoopConfiguration())),
                marksFolder().toString());
        return spark.createDataset(context.parallelize(tasks, tasks.size()).rdd(), TASKS.encoder())
                .mapPartitions(decode, DECODED.encoder());
    }

    private static String name(Path recording) {
        return String.valueOf(recording.getFileName());
    }

    private org.apache.hadoop.fs.Path marksFolder() {
        return new org.apache.hadoop.fs.Path(folder.resolve("marks").toUri());
    }

    private List<String> marks() throws IOException {
        Path marks = folder.resolve("marks");
        if (!Files.isDirectory(marks)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(marks)) {
            return files.map(DecodeFunctionTest::name)
                    .filter(name -> !name.startsWith("."))
                    .toList();
        }
    }
}
