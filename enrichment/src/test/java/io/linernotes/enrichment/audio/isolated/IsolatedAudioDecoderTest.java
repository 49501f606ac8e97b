package io.linernotes.enrichment.audio.isolated;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.linernotes.enrichment.audio.AudioDecoder;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.FileMediaSource;
import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.SeekableBytes;
import io.linernotes.enrichment.audio.TestSound;
import io.linernotes.enrichment.audio.isolated.FaultyDecoder.Fault;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(120)
class IsolatedAudioDecoderTest {
    private static final Path DEMO = Path.of("../jobs/src/main/resources/demo");
    private static final ChildLimits LIMITS = new ChildLimits(400, Duration.ofSeconds(10));

    private final AudioDecoder isolated = new IsolatedAudioDecoder(DecodingConfig.DEFAULTS, () -> false);
    private final AudioDecoder here = new LibavAudioDecoder(DecodingConfig.DEFAULTS);

    /** A test that asks for the only child must not find that of another. */
    @AfterEach
    void awaitTheEndOfChildren() {
        ProcessHandle.current().children().forEach(child -> child.onExit().join());
    }

    @ParameterizedTest
    @ValueSource(strings = {"long-way-round.mp3", "lighthouse-garden.m4b", "field-notes-bees.opus"})
    void givesTheSamplesAndTheReportOfTheDecoderInThisProcess(String file) {
        MediaSource source = new FileMediaSource(DEMO.resolve(file));

        assertThat(Decoded.of(source, isolated)).isEqualTo(Decoded.of(source, here));
    }

    @Test
    void givesTheSameFindings() throws IOException {
        byte[] whole = Files.readAllBytes(DEMO.resolve("lighthouse-garden.m4b"));
        Arrays.fill(whole, whole.length / 2, whole.length / 2 + 8_000, (byte) 0);
        MediaSource damaged = new ByteArraySource("damaged.m4b", whole);

        Decoded decoded = Decoded.of(damaged, isolated);

        assertThat(decoded.findings()).isNotEmpty();
        assertThat(decoded).isEqualTo(Decoded.of(damaged, here));
    }

    static List<MediaSource> unusable() throws IOException {
        byte[] mp3 = Files.readAllBytes(DEMO.resolve("long-way-round.mp3"));
        return List.of(
                source(""),
                source("<!doctype html><html><body>not found</body></html>"),
                source("ffconcat version 1.0\nfile '/etc/hostname'\n"),
                new ByteArraySource("noise.mp3", new byte[100_000]),
                new ByteArraySource("cut.mp3", Arrays.copyOf(mp3, mp3.length / 10)),
                unreadableFrom(0, mp3),
                unreadableFrom(mp3.length / 2, mp3));
    }

    @ParameterizedTest
    @MethodSource("unusable")
    void failsAsTheDecoderInThisProcessDoes(MediaSource source) {
        EnrichmentException expected = failure(here, source);
        EnrichmentException actual = failure(isolated, source);

        assertThat(actual.code()).isEqualTo(expected.code());
        assertThat(actual).hasMessage(expected.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "CRASH_WHEN_OPENED, NATIVE_CRASH, decoder process ended with 134 twice",
        "CRASH, NATIVE_CRASH, decoder process ended with 134 twice",
        "PRINT_AND_CRASH, NATIVE_CRASH, decoder process ended with 134 twice",
        "END, DECODE_FAILED, decoder process ended with 1",
        "TAKE_HEAP, MEDIA_LIMIT, limit reached: heap of the decoder > 256 MB",
        "TAKE_NATIVE_MEMORY, MEDIA_LIMIT, limit reached: memory of the decoder > 400 MB",
        "TALK_NONSENSE, DECODE_FAILED, the decoder process broke off what it said",
        "THROW, DECODE_FAILED, the decoder failed (IllegalStateException)",
    })
    void outlivesItsChild(Fault fault, ErrorCode code, String message) throws IOException {
        AudioDecoder faulty =
                new IsolatedAudioDecoder(DecodingConfig.DEFAULTS, () -> false, FaultyDecoder.class, LIMITS);

        EnrichmentException failure = failure(faulty, fault.recording());

        assertThat(failure.code()).isEqualTo(code);
        assertThat(failure).hasMessage(message);
        try (Stream<Path> files = Files.list(Path.of(""))) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.startsWith("hs_err") || name.contains("core"));
        }
    }

    @Test
    void endsAChildThatDoesNotReturn() {
        DecodingConfig config = DecodingConfig.DEFAULTS;
        DecodingConfig impatient = new DecodingConfig(
                config.probeBytes(),
                config.analyzeDuration(),
                config.maxStreams(),
                config.maxPacketBytes(),
                config.maxAllocationBytes(),
                config.longestRecording(),
                Duration.ofMillis(1));
        AudioDecoder faulty = new IsolatedAudioDecoder(
                impatient, () -> false, FaultyDecoder.class, new ChildLimits(400, Duration.ofSeconds(2)));

        EnrichmentException failure = failure(faulty, Fault.HANG.recording());

        assertThat(failure.code()).isEqualTo(ErrorCode.MEDIA_LIMIT);
        assertThat(failure).hasMessage("limit reached: decoding time > 2 s");
    }

    @Test
    void endsItsChildWhenItIsCancelled() {
        AtomicBoolean cancelled = new AtomicBoolean();
        AudioDecoder faulty =
                new IsolatedAudioDecoder(DecodingConfig.DEFAULTS, cancelled::get, FaultyDecoder.class, LIMITS);

        try (AudioStream stream = faulty.open(Fault.HANG.recording())) {
            assertThat(stream.read(new float[1])).isEqualTo(1);
            ProcessHandle child = onlyChild();
            cancelled.set(true);

            assertThatThrownBy(() -> {
                        while (true) {
                            stream.read(new float[Message.MOST_SAMPLES]);
                        }
                    })
                    .isInstanceOf(CancellationException.class)
                    .hasMessage("decoding was cancelled");
            assertThat(child.isAlive()).isFalse();
        }
    }

    @Test
    void endsItsChildWhenItIsClosedHalfWay() {
        ProcessHandle child;
        try (AudioStream stream = isolated.open(new FileMediaSource(DEMO.resolve("long-way-round.mp3")))) {
            assertThat(stream.read(new float[100])).isEqualTo(100);
            child = onlyChild();
        }

        child.onExit().join();
        assertThat(child.isAlive()).isFalse();
    }

    @Test
    void tellsNothingBeforeTheEnd() {
        try (AudioStream stream = isolated.open(new FileMediaSource(DEMO.resolve("long-way-round.mp3")))) {
            assertThatThrownBy(stream::report)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the recording was not read to its end");
        }
    }

    @Test
    void aChildEndsWithItsParentEvenWhileItHangs() throws Exception {
        Process child = new ProcessBuilder(CommandLine.of(FaultyDecoder.class)).start();
        byte[] recording = Fault.HANG.name().getBytes(StandardCharsets.US_ASCII);
        // Enough to hang, and no more.
        try (DataOutputStream out = new DataOutputStream(child.getOutputStream())) {
            Transfer.write(DecodingConfig.DEFAULTS, out);
            out.writeLong(recording.length);
            out.writeInt(recording.length);
            out.write(recording);
            out.flush();
            DataInputStream in = new DataInputStream(child.getInputStream());
            assertThat(Message.readFrom(in)).isEqualTo(Message.READ);
            in.skipNBytes(Long.BYTES + Integer.BYTES);
            assertThat(Message.readFrom(in)).isEqualTo(Message.OPENED);
            assertThat(Message.readFrom(in)).isEqualTo(Message.SAMPLES);
            assertThat(child.isAlive()).isTrue();
        }

        assertThat(child.waitFor()).isZero();
    }

    @Test
    void usesTheNativesThatThisProcessUnpacked() throws IOException {
        Decoded.of(new ByteArraySource("a.wav", TestSound.wav16(16_000, new float[16_000])), here);
        Map<Path, Object> before = files(Loader.getCacheDir().toPath());

        Decoded.of(new ByteArraySource("a.wav", TestSound.wav16(16_000, new float[16_000])), isolated);

        assertThat(before).isNotEmpty();
        assertThat(files(Loader.getCacheDir().toPath())).isEqualTo(before);
    }

    @Test
    void loadsNativesInFourProcessesThatStartAtOnceOnAnEmptyCache(@TempDir Path cache) throws Exception {
        loadNativesAtOnce(cache);
    }

    @Tag("nightly")
    @EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
    @Timeout(1800)
    @RepeatedTest(50)
    void loadsNativesEveryTime(@TempDir Path cache) throws Exception {
        loadNativesAtOnce(cache);
    }

    private static void loadNativesAtOnce(Path cache) throws Exception {
        List<String> command = CommandLine.of(NativesLoader.class).stream()
                .map(word -> word.replaceFirst("^(-Dorg.bytedeco.javacpp.cachedir=).*", "$1" + cache))
                .toList();
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            processes.add(new ProcessBuilder(command).inheritIO().start());
        }

        for (Process process : processes) {
            assertThat(process.waitFor()).isZero();
        }
        assertThat(files(cache).keySet()).anyMatch(file -> file.toString().contains("jniavformat"));
    }

    /** Nothing may grow with the recording; the limit of memory holds it, in the child, and the heap of this process. */
    @Tag("nightly")
    @EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
    @Timeout(1800)
    @Test
    void streamsFortyHours() {
        long bytes = 40L * 3600 * 8_000 * Short.BYTES;
        byte[] header = TestSound.wav16(8_000, new float[0]);
        ByteBuffer.wrap(header)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4, (int) (bytes + 36))
                .putInt(40, (int) bytes);
        AudioDecoder limited =
                new IsolatedAudioDecoder(DecodingConfig.DEFAULTS, () -> false, DecoderMain.class, LIMITS);
        float[] block = new float[Message.MOST_SAMPLES];
        long samples = 0;

        try (AudioStream stream = limited.open(new SilenceSource(header, header.length + bytes))) {
            int read = stream.read(block);
            while (read >= 0) {
                samples += read;
                read = stream.read(block);
            }
            assertThat(stream.report().decodedMs()).isEqualTo(40L * 3600 * 1000);
        }

        assertThat(samples).isEqualTo(40L * 3600 * AudioStream.SAMPLE_RATE);
    }

    /** A header, and zeros. */
    @SuppressWarnings("ArrayRecordComponent") // Compared with nothing.
    private record SilenceSource(byte[] header, long length) implements MediaSource {
        @Override
        public String name() {
            return "silence.wav";
        }

        @Override
        public SeekableBytes open() {
            return new SeekableBytes() {
                private long position;

                @Override
                public long length() {
                    return length;
                }

                @Override
                public void seek(long target) {
                    position = target;
                }

                @Override
                public int read(byte[] buffer, int offset, int count) {
                    if (position >= length) {
                        return -1;
                    }
                    int read = (int) Math.min(count, length - position);
                    for (int i = 0; i < read; i++) {
                        buffer[offset + i] = position + i < header.length ? header[(int) position + i] : 0;
                    }
                    position += read;
                    return read;
                }

                @Override
                public void close() {}
            };
        }
    }

    /** Whatever would change if a file were written again. */
    private static Map<Path, Object> files(Path folder) throws IOException {
        Map<Path, Object> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Map<String, Object> facts = Files.readAttributes(file, "size,lastModifiedTime,fileKey");
                files.put(file, facts);
            }
        }
        return files;
    }

    private static ProcessHandle onlyChild() {
        List<ProcessHandle> children = ProcessHandle.current().children().toList();
        assertThat(children).hasSize(1);
        return children.get(0);
    }

    private static EnrichmentException failure(AudioDecoder decoder, MediaSource source) {
        EnrichmentException failure =
                catchThrowableOfType(EnrichmentException.class, () -> Decoded.of(source, decoder));
        assertThat(failure).isNotNull();
        return failure;
    }

    private static MediaSource source(String text) {
        return new ByteArraySource("a.mp3", text.getBytes(StandardCharsets.UTF_8));
    }

    private static MediaSource unreadableFrom(long broken, byte[] bytes) {
        MediaSource whole = new ByteArraySource("a.mp3", bytes);
        return new MediaSource() {
            @Override
            public String name() {
                return whole.name();
            }

            @Override
            public SeekableBytes open() throws IOException {
                SeekableBytes all = whole.open();
                return new SeekableBytes() {
                    private long position;

                    @Override
                    public long length() {
                        return all.length();
                    }

                    @Override
                    public void seek(long target) throws IOException {
                        position = target;
                        all.seek(target);
                    }

                    @Override
                    public int read(byte[] buffer, int offset, int length) throws IOException {
                        int read = all.read(buffer, offset, length);
                        position += Math.max(0, read);
                        // The end of the file is looked at first, in every case.
                        if (position > broken && position < bytes.length - 2_000) {
                            throw new IOException("the disk is broken");
                        }
                        return read;
                    }

                    @Override
                    public void close() throws IOException {
                        all.close();
                    }
                };
            }
        };
    }
}
