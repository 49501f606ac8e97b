package io.linernotes.jobs.cluster;

import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import net.bytebuddy.ByteBuddy;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.matcher.ElementMatchers;

/**
 * A copy of the product's jar whose decoder can be crashed. No recording is known that crashes ours, and the product has no
 * switch for it: here, {@link Poison} is woven into the one class.
 */
final class WeakProduct {
    private WeakProduct() {}

    static Path copy(Path applicationJar, Path copy) throws IOException {
        Files.copy(applicationJar, copy);
        byte[] weak = new ByteBuddy()
                .redefine(LibavAudioDecoder.class)
                .visit(Advice.to(Weakness.class)
                        .on(ElementMatchers.named("open").and(ElementMatchers.takesArguments(MediaSource.class))))
                .make()
                .getBytes();
        try (FileSystem jar = FileSystems.newFileSystem(URI.create("jar:" + copy.toUri()), Map.of())) {
            Files.write(jar.getPath(file(LibavAudioDecoder.class)), weak);
            Files.createDirectories(jar.getPath("io/linernotes/jobs/cluster"));
            for (Class<?> type : new Class<?>[] {Poison.class, Poison.Wild.class}) {
                Files.copy(Path.of("target", "test-classes", file(type)), jar.getPath(file(type)));
            }
        }
        return copy;
    }

    private static String file(Class<?> type) {
        return type.getName().replace('.', '/') + ".class";
    }

    /** Woven into the decoder. */
    static final class Weakness {
        private Weakness() {}

        @Advice.OnMethodEnter
        static void open(@Advice.Argument(0) MediaSource source) {
            Poison.take(source);
        }
    }
}
