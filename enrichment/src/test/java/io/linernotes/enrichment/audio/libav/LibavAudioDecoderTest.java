package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.audio.Decoded;
import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.TestSound;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.timeline.TimeRange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LibavAudioDecoderTest {
    private static final Path DEMO = Path.of("../jobs/src/main/resources/demo");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"long-way-round.mp3", "lighthouse-garden.m4b", "field-notes-bees.opus"})
    void decodesTheDemoSampleBySampleAsTheProgramDoes(String file) throws IOException {
        assertSameSamples(DEMO.resolve(file));
    }

    @ParameterizedTest
    @CsvSource({
        "a.mp3, 44100, libmp3lame",
        "a.mp3, 24000, libmp3lame",
        "a.m4a, 44100, aac",
        "a.m4a, 22050, aac",
        "a.opus, 48000, libopus",
        "a.flac, 44100, flac",
        "a.wav, 8000, pcm_mulaw",
        "a.wav, 16000, pcm_s16le",
        "a.wav, 192000, pcm_f32le",
        "a.mka, 44100, aac",
        "a.aac, 44100, aac",
        "a.ts, 44100, aac",
    })
    void decodesEveryOrdinaryFormatAsTheProgramDoes(String file, int rate, String codec) throws IOException {
        Path wav = write("in.wav", TestSound.wav16(rate, TestSound.chirp(7.3, rate, 1)));
        Path encoded = Ffmpeg.convert(wav, folder.resolve("out-" + file), "-c:a", codec, "-ar", "" + rate);

        assertThat(assertSameSamples(encoded).findings()).isEmpty();
    }

    @Test
    void mixesStereoToTheMeanOfBothSides() throws IOException {
        float[] left = TestSound.sine(2, 16_000, 440, 0.5);
        float[] right = TestSound.sine(2, 16_000, 440, 0.1);
        Decoded decoded = Decoded.of(write("stereo.wav", TestSound.wavFloat(16_000, left, right)));

        float largest = 0;
        for (int i = 0; i < left.length; i++) {
            largest = Math.max(largest, Math.abs(decoded.samples().get(i) - (left[i] + right[i]) / 2));
        }
        assertThat(largest).isLessThan(1e-6f);
        assertThat(decoded.report().channels()).isEqualTo(2);
    }

    @Test
    void fillsHolesInTheTimeStampsWithSilence() throws IOException {
        Path wav = write("hole.wav", TestSound.wav16(44_100, TestSound.chirp(20, 44_100, 5)));
        // Everything from the eighth second on is presented five seconds later.
        Path holed = Ffmpeg.convert(
                wav, folder.resolve("hole.mka"), "-af", "asetpts='PTS+gte(T,8)*5/TB'", "-c:a", "pcm_s16le");
        Decoded decoded = Decoded.of(holed);

        assertThat(decoded.report().decodedMs()).isCloseTo(25_000, within(2L));
        assertThat(decoded.level(8.2, 12.8)).isZero();
        assertThat(decoded.level(7, 7.9)).isGreaterThan(0.2);
        assertThat(decoded.level(13.2, 24.9)).isGreaterThan(0.2);
        assertThat(decoded.report().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.code()).isEqualTo(ErrorCode.MEDIA_GAP);
            assertThat(finding.message()).matches("1 gaps, (4999|500\\d) ms filled with silence");
        });
    }

    @Test
    void readsTagsAndChaptersOfAnAudiobook() {
        Decoded decoded = Decoded.of(DEMO.resolve("lighthouse-garden.m4b"));

        assertThat(decoded.report().tags().title()).isEqualTo("The Lighthouse Keeper's Garden");
        assertThat(decoded.report().chapters())
                .containsExactly(
                        new EmbeddedChapter(new TimeRange(0, 57_764), "Chapter one. The letter"),
                        new EmbeddedChapter(new TimeRange(57_764, 112_662), "Chapter two. The garden"),
                        new EmbeddedChapter(new TimeRange(112_662, 178_197), "Chapter three. The storm"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3", "m4a", "mka", "opus"})
    void readsTagsAndChaptersOfEveryContainerThatHasThem(String extension) throws IOException {
        Path wav = write("in.wav", TestSound.wav16(48_000, TestSound.chirp(10, 48_000, 3)));
        Path metadata = Files.writeString(
                folder.resolve("meta.txt"),
                String.join(
                        "\n",
                        List.of(
                                ";FFMETADATA1",
                                "title=Bees",
                                "album=Field Notes",
                                "artist=Nora",
                                "language=eng",
                                "date=2026-03-01",
                                "comment=On a roof.",
                                "[CHAPTER]",
                                "TIMEBASE=1/1000",
                                "START=0",
                                "END=4000",
                                "title=One",
                                "[CHAPTER]",
                                "TIMEBASE=1/1000",
                                "START=4000",
                                "END=99000",
                                "title=Two",
                                "[CHAPTER]",
                                "TIMEBASE=1/1000",
                                "START=99000",
                                "END=99500",
                                "title=Beyond",
                                "")));
        Path file = folder.resolve("tagged." + extension);
        Ffmpeg.run(
                "-i",
                wav.toString(),
                "-i",
                metadata.toString(),
                "-map_metadata",
                "1",
                "-map_chapters",
                "1",
                "-strict",
                "-2",
                "-t",
                "9.9",
                file.toString());
        Decoded decoded = Decoded.of(file);

        assertThat(decoded.report().tags().show()).isEqualTo("Field Notes");
        assertThat(decoded.report().tags().title()).isEqualTo("Bees");
        assertThat(decoded.report().tags().published()).startsWith("2026");
        assertThat(decoded.report().tags().description()).isEqualTo("On a roof.");
        assertThat(decoded.report().chapters()).hasSizeBetween(2, 2);
        assertThat(decoded.report().chapters().get(0)).isEqualTo(new EmbeddedChapter(new TimeRange(0, 4_000), "One"));
        assertThat(decoded.report().chapters().get(1).range().startMs()).isEqualTo(4_000);
        assertThat(decoded.report().chapters().get(1).range().endMs())
                .isLessThanOrEqualTo(decoded.report().decodedMs());
    }

    @Test
    void knowsNothingOfAFileWithoutTags() throws IOException {
        Decoded decoded = Decoded.of(write("plain.wav", TestSound.wav16(16_000, TestSound.chirp(1, 16_000, 1))));

        assertThat(decoded.report().tags()).isEqualTo(EpisodeMetadata.NONE);
        assertThat(decoded.report().chapters()).isEmpty();
        assertThat(decoded.report().declaredMs()).isEqualTo(1_000);
        assertThat(decoded.report().bitRateBps()).isEqualTo(256_352);
    }

    @Test
    void decodesForManyThreadsAtOnce() throws Exception {
        Path path = DEMO.resolve("lighthouse-garden.m4b");
        int expected = Decoded.of(path).samples().hashCode();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> results = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                results.add(threads.submit(() -> Decoded.of(path).samples().hashCode()));
            }
            for (Future<Integer> result : results) {
                assertThat(result.get()).isEqualTo(expected);
            }
        } finally {
            threads.shutdown();
        }
    }

    private Decoded assertSameSamples(Path path) throws IOException {
        float[] expected = Ffmpeg.decode(path);
        Decoded decoded = Decoded.of(path);
        assertThat(decoded.samples()).hasSameSizeAs(expected);
        float largest = 0;
        for (int i = 0; i < expected.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i] - decoded.samples().get(i)));
        }
        assertThat(largest).as("largest difference of any sample").isLessThan(1e-4f);
        return decoded;
    }

    private Path write(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }
}
