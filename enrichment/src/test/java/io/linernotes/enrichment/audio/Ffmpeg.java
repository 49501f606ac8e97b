package io.linernotes.enrichment.audio;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.bytedeco.javacpp.Loader;

/** The ffmpeg program that lies in the same jar as the library: makes test recordings and decodes them its own way. */
public final class Ffmpeg {
    private static final Path PROGRAM = program();

    private Ffmpeg() {}

    /** Unpacks the program with all libraries beside it; the loader alone leaves out those that the JVM need not load. */
    private static Path program() {
        Path program = Path.of(Loader.load(org.bytedeco.ffmpeg.ffmpeg.class));
        Path folder = Objects.requireNonNull(program.getParent());
        String platform = "/org/bytedeco/ffmpeg/" + Loader.getPlatform() + "/";
        for (String library : List.of("libva.so.2", "libva-drm.so.2", "libdrm.so.2")) {
            try (InputStream bytes = Ffmpeg.class.getResourceAsStream(platform + library)) {
                if (bytes != null && Files.notExists(folder.resolve(library))) {
                    Files.copy(bytes, folder.resolve(library));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return program;
    }

    /** Runs the program; its standard error, where filters report. */
    public static String run(String... arguments) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-hide_banner", "-nostdin", "-y"));
        command.addAll(List.of(arguments));
        try {
            Path messages = Files.createTempFile("ffmpeg", ".txt");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(messages.toFile());
                builder.environment().put("LD_LIBRARY_PATH", String.valueOf(PROGRAM.getParent()));
                int exit = builder.start().waitFor();
                String text = Files.readString(messages, StandardCharsets.ISO_8859_1);
                if (exit != 0) {
                    throw new IllegalStateException(String.join(" ", command) + "\n" + text);
                }
                return text;
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
