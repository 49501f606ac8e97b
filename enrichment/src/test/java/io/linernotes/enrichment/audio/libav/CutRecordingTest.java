package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.Outcome;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings that end too early. Numbers are those of the list of bad inputs. */
class CutRecordingTest {
    private static final double[] SHARES = {0.01, 0.1, 0.5, 0.9, 0.99};

    @TempDir
    static Path folder;

    private static Recordings recordings;

    @BeforeAll
    static void makeSound() throws IOException {
        recordings = new Recordings(folder, 20);
    }

    @Test
    @DisplayName("6: an MP3 cut at 50 %")
    void warnsOfARecordingThatIsHalfThere() throws IOException {
        // Constant bit rate: a little more than half of the bytes is a little more than half of the time.
        assertThat(Outcome.of(Recordings.head(recordings.bytes("mp3"), 0.51)).row())
                .matches("OK_DEGRADED \\| MEDIA_TRUNCATED \\| decoded 10\\d{3} ms of 20000 ms declared \\(5[01] %\\)");
    }

    @Test
    @DisplayName("7: an MP3 cut at 2 %")
    void refusesARecordingThatIsHardlyThere() throws IOException {
        assertThat(Outcome.of(Recordings.head(recordings.bytes("mp3"), 0.02)).row())
                .matches("QUARANTINED \\| MEDIA_TRUNCATED \\| decoded \\d{3} ms of 20000 ms declared \\([12] %\\)");
    }

    @Test
    @DisplayName("8: an MP4 cut before its index")
    void refusesAnMp4FileThatWasCutBeforeItsIndex() throws IOException {
        assertThat(Outcome.of(Recordings.head(recordings.bytes("m4a"), 0.5)).row())
                .isEqualTo("QUARANTINED | MEDIA_NO_INDEX | container index missing");
    }

    @Test
    void noticesEveryCutInEveryFormatThatSaysHowLongItIs() throws IOException {
        List<String> unnoticed = new ArrayList<>();
        int cuts = 0;
        for (String extension : List.of("mp3", "m4a", "flac", "wav", "opus", "mka")) {
            byte[] whole = recordings.bytes(extension, "-movflags", "+faststart");
            for (double share : SHARES) {
                cuts++;
                Outcome outcome = Outcome.of(Recordings.head(whole, share));
                boolean noticed = outcome.report() == null || outcome.codes().contains(ErrorCode.MEDIA_TRUNCATED);
                if (!noticed) {
                    unnoticed.add(extension + " at " + share + ": " + outcome);
                }
            }
        }
        System.out.printf("cuts: %d of %d noticed%n", cuts - unnoticed.size(), cuts);
        assertThat(unnoticed).isEmpty();
        assertThat(cuts).isEqualTo(30);
    }

    @Test
    void noticesACutInAWavOf64Bits() throws IOException {
        byte[] whole = recordings.bytes("wav", "-rf64", "always");

        assertThat(Outcome.of(whole).row()).isEqualTo("OK");
        assertThat(Outcome.of(Recordings.head(whole, 0.99)).codes()).contains(ErrorCode.MEDIA_TRUNCATED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mp3", "m4a", "flac", "wav", "opus", "mka", "aac", "ts"})
    void findsNothingInIntactRecordings(String extension) {
        assertThat(Outcome.of(recordings.as(extension)).row()).isEqualTo("OK");
    }
}
