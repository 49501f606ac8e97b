package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.Outcome;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/**
 * Playlists dressed as recordings. Each lies beside a named pipe that notices whoever opens it, and names a port of this
 * machine that counts who connects.
 */
@DisplayName("26, 27, 28: playlists dressed as recordings")
class DisguisedPlaylistTest {
    @TempDir
    Path folder;

    private Recordings recordings;
    private Canary canary;
    private Listener listener;

    @BeforeEach
    void setTraps() throws IOException {
        recordings = new Recordings(Files.createDirectory(folder.resolve("sounds")), 2);
        canary = new Canary(folder.resolve("canary.wav"), Files.readAllBytes(recordings.wav()));
        listener = new Listener();
    }

    @AfterEach
    void removeTraps() throws IOException {
        listener.close();
        canary.close();
    }

    @ParameterizedTest
    @EnumSource
    void readsNothingButItself(Playlist playlist) throws IOException {
        Outcome outcome = Outcome.of(playlist.write(canary, listener, recordings));

        assertThat(canary.wasOpened()).as("canary opened").isFalse();
        assertThat(listener.connections()).isZero();
        assertThat(outcome.codes())
                .as(outcome.row())
                .singleElement()
                .satisfies(code -> assertThat(code.name()).startsWith("MEDIA_"));
        assertThat(outcome.state()).isEqualTo("QUARANTINED");
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {
                "FFMETADATA",
                "AVISYNTH",
                "RTSP_TEXT",
                "FFCONCAT_BEHIND_ID3",
                "IMF",
                "QUICKTIME_REFERENCE",
                "QUICKTIME_ALIAS"
            })
    void saysThatPlaylistsAreNotAllowed(Playlist playlist) throws IOException {
        assertThat(Outcome.of(playlist.write(canary, listener, recordings)).row())
                .isEqualTo("QUARANTINED | MEDIA_FORBIDDEN_FORMAT | container not allowed");
    }

    @Test
    void theTrapsCatchWhoeverComes() throws IOException {
        assertThat(canary.wasOpened()).isFalse();
        assertThat(Files.readAllBytes(canary.path())).isEqualTo(Files.readAllBytes(recordings.wav()));
        assertThat(canary.wasOpened()).isTrue();

        assertThat(listener.connections()).isZero();
        try (Socket visitor = new Socket(InetAddress.getLoopbackAddress(), listener.port())) {
            assertThat(visitor.isConnected()).isTrue();
        }
        assertThat(listener.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FFCONCAT_RELATIVE", "HLS_AS_M3U8", "QUICKTIME_ALIAS", "DASH_FILE"})
    void theProgramWithoutOurLimitsOpensTheCanary(Playlist playlist) throws IOException {
        run(
                playlist,
                switch (playlist) {
                    case QUICKTIME_ALIAS -> "-enable_drefs 1 -use_absolute_path 1";
                    case FFCONCAT_RELATIVE -> "-safe 1";
                    default -> "-allowed_extensions ALL";
                });

        assertThat(canary.wasOpened()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"FFCONCAT_HTTP", "DASH_HTTP"})
    void theProgramWithoutOurLimitsConnects(Playlist playlist) throws IOException {
        String options = playlist == Playlist.FFCONCAT_HTTP ? " -safe 0" : " -allowed_extensions ALL";
        run(playlist, "-protocol_whitelist file,http,tcp" + options);

        assertThat(listener.connections()).isPositive();
    }

    /** Runs the program. That it fails in the end, for instance for want of an answer, does not matter. */
    private void run(Playlist playlist, String options) throws IOException {
        Path file = playlist.write(canary, listener, recordings);
        try {
            Ffmpeg.run((options + " -i " + file + " -t 1 -f null -").split(" "));
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining(file.toString());
        }
    }
}
