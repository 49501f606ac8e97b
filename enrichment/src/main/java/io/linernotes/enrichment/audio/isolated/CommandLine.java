package io.linernotes.enrichment.audio.isolated;

import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bytedeco.javacpp.Loader;

/** How the child is started: this Java, a small heap, a class path of what decoding needs and nothing else. */
final class CommandLine {
    static final int HEAP_MB = 256;

    private static final List<String> OPTIONS = List.of(
            "-Xmx" + HEAP_MB + "m",
            "-XX:+IgnoreUnrecognizedVMOptions",
            // It lives for seconds, on a machine whose cores are busy.
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            // A crash leaves nothing but its exit status: a crash log would hold pieces of the recording.
            "-XX:+SuppressFatalErrorMessage",
            // Standard output is for messages to the parent.
            "-Xlog:disable",
            "-XX:+DisplayVMOutputToStderr");

    /** One file of each library and folder that decoding needs; their containers are the class path. */
    private static final List<String> NEEDED = List.of(
            resource(LibavAudioDecoder.class.getName()),
            resource("org.bytedeco.javacpp.Loader"),
            resource("org.bytedeco.ffmpeg.global.avformat"),
            "org/bytedeco/javacpp/" + Loader.getPlatform() + "/" + System.mapLibraryName("jnijavacpp"),
            "org/bytedeco/ffmpeg/" + Loader.getPlatform() + "/" + System.mapLibraryName("jniavformat"),
            resource("org.jtransforms.fft.FloatFFT_1D"),
            resource("org.visnow.jlargearrays.LargeArray"));

    private CommandLine() {}

    static List<String> of(Class<?> main) {
        List<String> command = new ArrayList<>();
        // No core file, which would be as large as the process.
        command.addAll(List.of("/bin/sh", "-c", "ulimit -c 0; exec \"$@\"", "sh"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(OPTIONS);
        // Unpacked natives are shared; JavaCPP locks the folder while it unpacks.
        command.add("-Dorg.bytedeco.javacpp.cachedir=" + cacheFolder());
        command.addAll(List.of("-cp", classPath(main), main.getName()));
        return command;
    }

    private static String cacheFolder() {
        try {
            return Loader.getCacheDir().getAbsolutePath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String classPath(Class<?> main) {
        Set<String> path = new LinkedHashSet<>();
        path.add(container(resource(main.getName()), main.getClassLoader()));
        NEEDED.forEach(name -> path.add(container(name, CommandLine.class.getClassLoader())));
        return String.join(File.pathSeparator, path);
    }

    private static String resource(String className) {
        return className.replace('.', '/') + ".class";
    }

    /** The jar or folder that a resource is in, whichever class loader found it. */
    private static String container(String resource, ClassLoader loader) {
        URL found = loader.getResource(resource);
        if (found == null) {
            throw new IllegalStateException("Missing on the class path: " + resource);
        }
        String address = found.toString();
        String root = address.substring(0, address.length() - resource.length());
        try {
            return Path.of(new URI(root.startsWith("jar:") ? root.substring(4, root.length() - 2) : root))
                    .toString();
        } catch (URISyntaxException | RuntimeException e) {
            throw new IllegalStateException("Not in a file: " + resource, e);
        }
    }
}
