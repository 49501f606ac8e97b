package io.linernotes.enrichment.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Loader;
import org.junit.jupiter.api.Assumptions;

/** The ffmpeg program that lies in the same jar as the library: makes test recordings and decodes them its own way. */
public final class Ffmpeg {
    private static final Path PROGRAM = program();
    /** What the program says when it cannot start; empty when it can. */
    private static final String MISSING = missing();

    private Ffmpeg() {}

    /** Unpacks the program with all its libraries, without loading any into this process. */
    private static Path program() {
        String platform = "/org/bytedeco/ffmpeg/" + Loader.getPlatform();
        try {
            Path program = Loader.cacheResource(Ffmpeg.class, platform).toPath().resolve("ffmpeg");
            if (!Files.isExecutable(program) && !program.toFile().setExecutable(true)) {
                throw new IllegalStateException("cannot be made executable: " + program);
            }
            return program;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String missing() {
        Outcome version = start(List.of(PROGRAM.toString(), "-version"));
        return version.exit() == 0 ? "" : version.text();
    }

    /** Runs the program; its standard error, where filters report. */
    public static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-hide_banner", "-nostdin", "-y"));
        command.addAll(List.of(arguments));
        if (!MISSING.isEmpty()) {
            Assumptions.abort("test recordings cannot be made, as the ffmpeg program does not start"
                    + " (Debian's package libpulse0 is what it lacks most often): " + MISSING);
        }
        Outcome outcome = start(command);
        if (outcome.exit() != 0) {
            throw new IllegalStateException(String.join(" ", command) + "\n" + outcome.text());
        }
        return outcome.text();
    }

    private record Outcome(int exit, String text) {}

    private static Outcome start(List<String> command) {
        try {
            Path messages = Files.createTempFile("ffmpeg", ".txt");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(messages.toFile());
                builder.environment().put("LD_LIBRARY_PATH", String.valueOf(PROGRAM.getParent()));
                int exit = builder.start().waitFor();
                return new Outcome(exit, Files.readString(messages, StandardCharsets.ISO_8859_1));
            } finally {
                Files.delete(messages);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Converts a recording. */
    public static Path convert(Path input, Path output, String... options) {
        List<String> arguments = new ArrayList<>(List.of("-i", input.toString()));
        arguments.addAll(List.of(options));
        arguments.add(output.toString());
        run(arguments.toArray(String[]::new));
        return output;
    }

    /** Mono float32 samples at 16 kHz, as the program gives them by default. */
    public static float[] decode(Path input) throws IOException {
        Path raw = Files.createTempFile("samples", ".f32");
        try {
            convert(input, raw, "-map", "0:a:0", "-ac", "1", "-ar", "16000", "-f", "f32le");
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(raw)).order(ByteOrder.LITTLE_ENDIAN);
            float[] samples = new float[bytes.remaining() / 4];
            bytes.asFloatBuffer().get(samples);
            return samples;
        } finally {
            Files.delete(raw);
        }
    }
}
