package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.FileMediaSource;
import io.linernotes.enrichment.audio.RepeatingSource;
import io.linernotes.enrichment.audio.TestSound;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Quantities around the places where an {@code int} ends: one less, just it, one more. */
class OverflowTest {
    private static final int RATE = AudioStream.SAMPLE_RATE;
    private static final int CD_HZ = 44_100;
    private static final int CD_FRAME_BYTES = 4;

    @TempDir
    Path folder;

    @ParameterizedTest(name = "{0} samples, {2}")
    @CsvSource({"34359738, 16000, 2^31 microseconds", "536870912, 16000, 2^31 bytes of float32"})
    void positionsAreExact(long position, int rate, String quantity) throws IOException {
        assertPositions(position, rate);
    }

    @ParameterizedTest(name = "{0} samples, {2}")
    @Tag("nightly")
    @EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
    @CsvSource({
        "715827883, 48000, 2^31 samples at 48 kHz",
        "779132320, 44100, 2^31 samples at 44.1 kHz",
        "1073741824, 16000, 2^31 bytes of int16",
        "2147483648, 16000, 2^31 samples"
    })
    void farPositionsAreExact(long position, int rate, String quantity) throws IOException {
        assertPositions(position, rate);
    }

    /** At 16 kHz, 2^30 and 2^31 too: only silence lies between, and of that only the length is asked. */
    @ParameterizedTest
    @ValueSource(longs = {34_359_738L, 1L << 29, 715_827_883L, 779_132_320L, 1L << 30, 1L << 31})
    void theClockCountsBeyondAnInt(long position) {
        for (long at = position - 1; at <= position + 1; at++) {
            SourceClock clock = new SourceClock(at + RATE);
            assertThat(clock.correction(0, 0)).isZero();
            assertThat(clock.correction(at, RATE)).isEqualTo(at - RATE);
            assertThat(clock.correction(at + 512, at + 512)).isZero();
            assertThat(clock.gapMs()).isEqualTo((at - RATE) * 1000 / RATE);
            assertThat(SourceClock.toMs(at)).isEqualTo(Math.floorDiv(at, 16));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 31, (1L << 32) - (1 << 13), 3L << 30})
    void sizesOfWavAreReadBeyondAnInt(long size) throws IOException {
        for (long bytes = size - CD_FRAME_BYTES; bytes <= size + CD_FRAME_BYTES; bytes += CD_FRAME_BYTES) {
            long frames = bytes / CD_FRAME_BYTES;
            assertThat(declaredMs(wav(bytes, 44 + bytes))).isEqualTo(frames * RATE / CD_HZ * 1000 / RATE);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3L << 30, (1L << 32) - (1 << 13)})
    void cutsOfLargeWavAreNoticed(long size) throws IOException {
        assertThat(FileEnd.of(wav(size, 44 + size).open()).missing()).isFalse();
        assertThat(FileEnd.of(wav(size, 44 + size - CD_HZ).open()).missing()).isTrue();
        assertThat(FileEnd.of(wav(size, 44 + size).open()).declaredSamples())
                .isEqualTo(size / CD_FRAME_BYTES * RATE / CD_HZ);
    }

    @ParameterizedTest
    @ValueSource(longs = {1L << 31, 1L << 32, 1L << 34})
    void sizesOfRf64AreReadBeyond32Bits(long size) throws IOException {
        for (long bytes = size - CD_FRAME_BYTES; bytes <= size + CD_FRAME_BYTES; bytes += CD_FRAME_BYTES) {
            FileEnd end = FileEnd.of(rf64(bytes, 80 + bytes).open());

            assertThat(end.declaredSamples()).isEqualTo(bytes / CD_FRAME_BYTES * RATE / CD_HZ);
            assertThat(end.missing()).isFalse();
            assertThat(declaredMs(rf64(bytes, 80 + bytes))).isEqualTo(SourceClock.toMs(end.declaredSamples()));
            assertThat(FileEnd.of(rf64(bytes, 80 + bytes - CD_HZ).open()).missing())
                    .isTrue();
        }
    }

    /** A tenth of a second of sound at 0, another at a position, and one between: the file has 31 bits for each hole. */
    private void assertPositions(long position, int rate) throws IOException {
        float[] ones = new float[3 * rate / 10];
        Arrays.fill(ones, 0.5f);
        Recordings recordings = new Recordings(folder, TestSound.wav16(rate, ones));
        for (long at = position - 1; at <= position + 1; at++) {
            long later = Math.round((double) at * rate / RATE) - rate / 5;
            String shift = "asetnsamples=%d,asetpts='PTS+gte(T,0.05)*%d+gte(T,0.15)*%d'"
                    .formatted(rate / 10, later / 2, later - later / 2);
            Path file = recordings.as("mp4", "-af", shift, "-c:a", "flac", "-frame_size", "" + rate / 10);
            long[] found = decode(file);

            assertThat(found[0]).as("first sample behind the hole").isBetween(at - rate / RATE, at + rate / RATE);
            assertThat(found[1]).as("samples in all").isBetween(at + RATE / 10 - 1, at + RATE / 10 + 1);
        }
    }

    /** Where sound begins for the last time, and where it ends. */
    private static long[] decode(Path file) {
        float[] chunk = new float[1 << 16];
        long position = 0;
        long onset = 0;
        boolean loud = false;
        try (AudioStream stream = new LibavAudioDecoder(DecodingConfig.DEFAULTS).open(new FileMediaSource(file))) {
            int read = stream.read(chunk);
            while (read >= 0) {
                for (int i = 0; i < read; i++) {
                    onset = !loud && chunk[i] > 0.25f ? position + i : onset;
                    loud = chunk[i] > 0.25f;
                }
                position += read;
                read = stream.read(chunk);
            }
        }
        return new long[] {onset, position};
    }

    private static long declaredMs(RepeatingSource source) {
        try (AudioStream stream = new LibavAudioDecoder(DecodingConfig.DEFAULTS).open(source)) {
            Long declared = stream.report().declaredMs();
            return declared == null ? 0 : declared;
        }
    }

    private static RepeatingSource wav(long dataBytes, long fileBytes) {
        byte[] head = Arrays.copyOf(TestSound.wav16(CD_HZ, new float[1], new float[1]), TestSound.HEADER_BYTES);
        ByteBuffer.wrap(head)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(4, (int) (dataBytes + 36))
                .putInt(40, (int) dataBytes);
        return new RepeatingSource(head, new byte[1 << 16], fileBytes);
    }

    /** The same (EBU Tech 3306), with its sizes in a chunk of 64-bit numbers. */
    private static RepeatingSource rf64(long dataBytes, long fileBytes) {
        byte[] head = Arrays.copyOf(TestSound.wav16(CD_HZ, new float[1], new float[1]), TestSound.HEADER_BYTES);
        ByteBuffer sizes = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        sizes.put("ds64".getBytes(StandardCharsets.US_ASCII)).putInt(28);
        sizes.putLong(dataBytes + 72).putLong(dataBytes).putLong(dataBytes / CD_FRAME_BYTES);
        System.arraycopy("RF64".getBytes(StandardCharsets.US_ASCII), 0, head, 0, 4);
        ByteBuffer.wrap(head).putInt(4, -1).putInt(40, -1);
        byte[] whole =
                Recordings.join(Arrays.copyOf(head, 12), sizes.array(), Arrays.copyOfRange(head, 12, head.length));
        return new RepeatingSource(whole, new byte[1 << 16], fileBytes);
    }
}
