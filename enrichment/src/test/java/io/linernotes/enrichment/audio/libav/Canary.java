package io.linernotes.enrichment.audio.libav;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/** A named pipe that looks like a recording and notices when anybody opens it to read. */
final class Canary implements AutoCloseable {
    /** The opener goes on at the same moment as the thread that notices. */
    private static final long MOMENT_MS = 100;

    private final Path path;
    private final CountDownLatch opened = new CountDownLatch(1);
    private final Thread writer;

    /** Lays the pipe at a path; who reads it gets {@code content} once. */
    Canary(Path path, byte[] content) throws IOException {
        this.path = path;
        make(path);
        writer = new Thread(() -> write(content), "canary");
        writer.setDaemon(true);
        writer.start();
    }

    private static void make(Path path) throws IOException {
        try {
            int exit = new ProcessBuilder("mkfifo", path.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
            Assumptions.assumeTrue(exit == 0, "mkfifo makes no pipe here");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void write(byte[] content) {
        // Opening waits for a reader.
        try (OutputStream pipe = Files.newOutputStream(path, StandardOpenOption.WRITE)) {
            opened.countDown();
            pipe.write(content);
        } catch (IOException e) {
            // The reader had enough.
            opened.countDown();
        }
    }

    Path path() {
        return path;
    }

    boolean wasOpened() {
        try {
            return opened.await(MOMENT_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws IOException {
        // Opened for both directions, a pipe waits for nobody, and the thread that waits for a reader is let go.
        new RandomAccessFile(path.toFile(), "rw").close();
        Files.delete(path);
    }
}
