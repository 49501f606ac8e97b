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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a crash of a decoder would be noticed, and what provokes one. */
class CrashTest {
    /** 128 and the number of SIGABRT, with which a JVM ends that met a fatal signal. */
    private static final int CRASHED = 134;

    @TempDir
    Path folder;

    @Test
    void aResamplerForTheFirstFrameAloneTakesTheProcessDown() throws IOException {
        float[] sound = TestSound.chirp(3, 44_100, 1);
        Recordings recordings = new Recordings(folder, TestSound.wav16(44_100, sound, sound));
        byte[] stereo = recordings.bytes("mp3", "-write_xing", "0", "-id3v2_version", "0");
        byte[] mono = recordings.bytes("mp3", "-write_xing", "0", "-id3v2_version", "0", "-ac", "1");
        Path same = Files.write(folder.resolve("same.mp3"), Recordings.join(stereo, stereo));
        Path joined = Files.write(folder.resolve("joined.mp3"), Recordings.join(stereo, mono));

        assertThat(naive(same).output()).contains("survived: 9");
        assertThat(naive(joined).exitCode()).isEqualTo(CRASHED);
        assertThat(naive(joined).output()).contains("SIGSEGV");
        assertThat(Outcome.of(joined).row()).isEqualTo("OK");
    }

    private static ChildJvm naive(Path file) {
        return ChildJvm.run(NaiveProgram.class, Duration.ofMinutes(2), List.of(), file.toString());
    }
}
