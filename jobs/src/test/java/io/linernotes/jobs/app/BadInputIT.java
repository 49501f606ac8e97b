package io.linernotes.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.jobs.app.Application.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user does wrong, and what the world sends. */
class BadInputIT {
    @TempDir
    Path folder;

    @Test
    void aWrongFlagIsOneSentence() throws IOException {
        assertRefused(
                "Unknown options: '--engin', 'offline'",
                "run",
                "--input",
                someFile(),
                "--output",
                out(),
                "--engin",
                "offline");
    }

    @Test
    void aMissingModelIsOneSentence() throws IOException {
        assertRefused(
                "There is neither an embedded nor an installed model nor a folder named no-such-model.",
                "run",
                "--input",
                someFile(),
                "--output",
                out(),
                "--asr-model",
                "no-such-model");
    }

    @Test
    void anOutputThatCannotBeAFolderIsOneSentence() throws IOException {
        assertRefused("is not a folder", "run", "--input", someFile(), "--output", someFile());
    }

    @Test
    void badSettingsAreNamedAllAtOnce() throws IOException {
        Path config =
                Files.writeString(folder.resolve("bad.conf"), "asr.modell = x\nquality.max-failed-share = many\n");

        Ending ending =
                Application.execute("run", "--input", someFile(), "--output", out(), "--config", config.toString());

        assertThat(ending.exitCode()).isEqualTo(25);
        assertThat(ending.err())
                .contains("asr.modell")
                .contains("did you mean asr.model?")
                .contains("max-failed-share");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void aMissingInputIsOneSentence() {
        assertRefused(
                "There is no input",
                "run",
                "--input",
                folder.resolve("none.mp3").toString(),
                "--output",
                out());
    }

    @Test
    void everyFileOfAMixedFolderHasItsRow() throws IOException, SQLException {
        Path inputs = Files.createDirectory(folder.resolve("inputs"));
        Files.write(inputs.resolve("empty.mp3"), new byte[0]);
        Files.write(inputs.resolve("empty-again.mp3"), new byte[0]);
        Files.writeString(inputs.resolve("page.mp3"), "<!doctype html><html><body>not found</body></html>");
        Files.writeString(inputs.resolve("list.mp3"), "ffconcat version 1.0\nfile '/etc/hostname'\n");
        Files.writeString(inputs.resolve("notes.txt"), "These are notes.");
        Files.write(inputs.resolve("silence.wav"), silence(600));
        byte[] click = silence(1);
        click[click.length / 2] = 127;
        Files.write(inputs.resolve("click.wav"), click);
        Path manifest = Files.writeString(
                folder.resolve("feed.csv"), "media,title\ninputs/empty.mp3,Nothing\ninputs/gone.mp3,Gone\n");

        Ending ending = Application.execute(
                "run", "--input", inputs.toString(), manifest.toString(), "--output", out(), "--run", "mixed");

        assertThat(ending.exitCode()).isEqualTo(20);
        Path output = folder.resolve("out");
        assertThat(Duck.text(
                        output,
                        "select string_agg(regexp_extract(media, '[^/]+$') || ' ' || state || ' ' || code, '\n' "
                                + "order by media) from {failures}"))
                .isEqualTo("""
                        click.wav SKIPPED NO_SPEECH
                        empty-again.mp3 QUARANTINED MEDIA_EMPTY
                        empty.mp3 QUARANTINED MEDIA_EMPTY
                        gone.mp3 DEFERRED MEDIA_UNREADABLE
                        list.mp3 QUARANTINED MEDIA_FORBIDDEN_FORMAT
                        notes.txt SKIPPED MEDIA_NOT_AUDIO
                        page.mp3 QUARANTINED MEDIA_NOT_AUDIO
                        silence.wav SKIPPED NO_SPEECH""");
        assertThat(Duck.text(output, "select message from {failures} where media like '%silence.wav'"))
                .isEqualTo("no speech in 600000 ms");
        assertThat(Duck.number(output, "select count(*) from {episodes}")).isEqualTo(8);
        assertThat(Duck.number(output, "select count(*) from {chapters}")).isZero();
    }

    /** Public files that have broken other tools; nothing here may crash, hang or go missing. */
    @Test
    void survivesAFolderOfOddAndBrokenMedia() throws IOException, SQLException {
        Path media = Path.of(System.getProperty("linernotes.shared", "../../shared"), "data", "media-robustness");
        if (!Files.isDirectory(media)) {
            Assumptions.abort("Skipped: there is no " + media);
        }
        long files;
        try (Stream<Path> all = Files.walk(media)) {
            files = all.filter(Files::isRegularFile).count();
        }

        Ending ending = Application.execute("run", "--input", media.toString(), "--output", out(), "--run", "robust");

        assertThat(ending.exitCode()).isIn(0, 20);
        Path output = folder.resolve("out");
        assertThat(Duck.number(output, "select count(*) from {episodes}")).isEqualTo(files);
        assertThat(Duck.number(
                        output,
                        "select count(*) from {episodes} e where e.state not in ('OK', 'OK_DEGRADED') and not exists "
                                + "(select 1 from {failures} f where f.episode_id = e.episode_id "
                                + "and f.code is not null and length(f.message) > 10)"))
                .isZero();
        assertThat(Duck.number(output, "select count(*) from {failures} where code in ('DECODE_FAILED', 'ASR_FAILED')"))
                .isZero();
    }

    /** A WAV file of 8 kHz with 16 bits. */
    private static byte[] silence(int seconds) {
        int bytes = seconds * 16_000;
        return ByteBuffer.allocate(44 + bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + bytes)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(8_000)
                .putInt(16_000)
                .putShort((short) 2)
                .putShort((short) 16)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(bytes)
                .array();
    }

    private void assertRefused(String sentence, String... arguments) {
        Ending ending = Application.execute(arguments);

        assertThat(ending.exitCode()).isEqualTo(25);
        assertThat(ending.err()).contains(sentence).doesNotContain("\tat ");
        assertThat(folder.resolve("out")).doesNotExist();
    }

    private String out() {
        return folder.resolve("out").toString();
    }

    private String someFile() throws IOException {
        return Files.writeString(folder.resolve("some.mp3"), "x").toString();
    }
}
