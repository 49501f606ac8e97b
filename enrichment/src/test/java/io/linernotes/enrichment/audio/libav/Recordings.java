package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.TestSound;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;

/** Recordings of one made-up sound in any format, and ways to break them. */
final class Recordings {
    private final Path folder;
    private final Path wav;
    private int files;

    /** A chirp, mono, 44.1 kHz. */
    Recordings(Path folder, double seconds) throws IOException {
        this(folder, TestSound.wav16(44_100, TestSound.chirp(seconds, 44_100, 1)));
    }

    Recordings(Path folder, byte[] wavBytes) throws IOException {
        this.folder = folder;
        wav = Files.write(folder.resolve("sound.wav"), wavBytes);
    }

    Path wav() {
        return wav;
    }

    /** A new name in the folder. */
    Path file(String name) {
        return folder.resolve(files++ + "-" + name);
    }

    /** The sound as another format; the format is that of the extension. */
    Path as(String extension, String... options) {
        return Ffmpeg.convert(wav, file("sound." + extension), options);
    }

    byte[] bytes(String extension, String... options) throws IOException {
        return Files.readAllBytes(as(extension, options));
    }

    static byte[] head(byte[] bytes, double share) {
        return Arrays.copyOf(bytes, (int) (bytes.length * share));
    }

    /** Where some bytes stand, written as Latin-1 text. */
    static int find(byte[] bytes, String text) {
        int at = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text);
        if (at < 0) {
            throw new IllegalArgumentException("no " + text);
        }
        return at;
    }

    /** Replaces bytes by as many others, everywhere. */
    static byte[] replace(byte[] bytes, String from, String to) {
        return new String(bytes, StandardCharsets.ISO_8859_1).replace(from, to).getBytes(StandardCharsets.ISO_8859_1);
    }

    static byte[] join(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] joined = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, joined, at, part.length);
            at += part.length;
        }
        return joined;
    }

    static byte[] noise(int count) {
        byte[] bytes = new byte[count];
        new Random(1).nextBytes(bytes);
        return bytes;
    }
}
