package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.ChildJvm;
import io.linernotes.enrichment.audio.Outcome;
import io.linernotes.enrichment.audio.TestSound;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Recordings of eight formats, broken at random but always the same way, decoded in a process that may crash. */
class MutationTest {
    private static final Duration HANG = Duration.ofMinutes(20);

    @TempDir
    static Path folder;

    private static Path sources;

    @BeforeAll
    static void makeSources() throws IOException {
        sources = Files.createDirectory(folder.resolve("sources"));
        float[] left = TestSound.chirp(4, 44_100, 1);
        float[] right = TestSound.chirp(4, 44_100, 2);
        Recordings stereo = new Recordings(folder, TestSound.wav16(44_100, left, right));
        save("1.mp3", stereo.bytes("mp3"));
        save("2.m4a", stereo.bytes("m4a", "-movflags", "+faststart", "-b:a", "64k"));
        save("3.ogg", stereo.bytes("ogg", "-c:a", "vorbis", "-strict", "-2"));
        save("4.opus", stereo.bytes("opus", "-b:a", "48k"));
        save("5.flac", stereo.bytes("flac", "-ar", "22050"));
        save("6.wav", stereo.bytes("wav", "-ar", "8000", "-ac", "1", "-c:a", "pcm_mulaw"));
        save(
                "7.flac",
                stereo.bytes("flac", "-ar", "8000", "-af", "pan=7.1|c0=c0|c1=c1|c2=c0|c3=c1|c4=c0|c5=c1|c6=c0|c7=c1"));
        save(
                "8.mp3",
                Recordings.join(
                        stereo.bytes("mp3", "-t", "2", "-write_xing", "0", "-id3v2_version", "0"),
                        stereo.bytes(
                                "mp3",
                                "-t",
                                "2",
                                "-write_xing",
                                "0",
                                "-id3v2_version",
                                "0",
                                "-ac",
                                "1",
                                "-ar",
                                "48000")));
    }

    @Test
    void givesOneTypedOutcomeForEveryBrokenRecording() {
        assertThat(mutate(0, 2_000)).contains("mutations: ");
    }

    @Test
    @Tag("nightly")
    @EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
    void givesOneTypedOutcomeForManyMoreBrokenRecordings() {
        assertThat(mutate(2_000, 5_000)).contains("mutations: ");
    }

    @Test
    void findsNothingInTheSourcesThemselves() throws IOException {
        try (Stream<Path> files = Files.list(sources)) {
            assertThat(files.sorted().map(file -> Outcome.of(file).row()))
                    .hasSize(8)
                    .containsOnly("OK");
        }
    }

    private static String mutate(long first, int count) {
        ChildJvm child = ChildJvm.run(
                MutationProgram.class, HANG, List.of("-Xmx512m"), sources.toString(), "" + first, "" + count);
        List<String> lines = child.output().lines().toList();
        List<String> remarks =
                lines.stream().filter(line -> !line.startsWith("mutation")).toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - 1), lines.size());
        assertThat(child.exitCode())
                .as("exit of the child, whose last words are %s %s", last, remarks)
                .isZero();
        assertThat(remarks).isEmpty();
        System.out.println(last.get(0));
        return last.get(0);
    }

    private static void save(String name, byte[] bytes) throws IOException {
        Files.write(sources.resolve(name), bytes);
    }
}
