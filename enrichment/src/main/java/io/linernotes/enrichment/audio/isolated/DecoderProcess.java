package io.linernotes.enrichment.audio.isolated;

import io.linernotes.enrichment.audio.libav.WallClock;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A running child, and a thread that watches it: one that takes too much time or memory, or that nobody waits for any
 * longer, is ended, even where it hangs in native code.
 */
final class DecoderProcess implements AutoCloseable {
    private static final long WATCH_MS = 200;
    private static final long LAST_WORDS_SECONDS = 2;
    /** What shells and Java add to the number of the signal that ended a process. */
    private static final int SIGNALLED = 128;

    private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

    private final Process process;
    private final WallClock clock;
    private final int residentMb;
    private final BooleanSupplier cancelled;
    private final Thread watch;
    private volatile @Nullable RuntimeException endedFor;

    private DecoderProcess(Process process, WallClock clock, int residentMb, BooleanSupplier cancelled) {
        this.process = process;
        this.clock = clock;
        this.residentMb = residentMb;
        this.cancelled = cancelled;
        watch = new Thread(this::watch, "decoder process " + process.pid());
        watch.setDaemon(true);
    }

    /**
     * Starts a child.
     *
     * @param clock runs while somebody waits for the child
     * @param residentMb memory that it may have
     * @param cancelled asked often; true ends the child
     */
    static DecoderProcess start(Class<?> main, WallClock clock, int residentMb, BooleanSupplier cancelled)
            throws IOException {
        ProcessBuilder builder = new ProcessBuilder(CommandLine.of(main)).redirectError(Redirect.DISCARD);
        // Neither keys nor options that were meant for the parent.
        builder.environment().clear();
        DecoderProcess started = new DecoderProcess(builder.start(), clock, residentMb, cancelled);
        started.watch.start();
        return started;
    }

    InputStream output() {
        return process.getInputStream();
    }

    OutputStream input() {
        return process.getOutputStream();
    }

    private void watch() {
        try {
            while (!process.waitFor(WATCH_MS, TimeUnit.MILLISECONDS)) {
                if (cancelled.getAsBoolean()) {
                    end(new CancellationException("decoding was cancelled"));
                } else if (clock.isOver()) {
                    end(limit("decoding time > %d s".formatted(clock.limitSeconds())));
                } else if (residentKb() > residentMb * 1024L) {
                    end(limit("memory of the decoder > %d MB".formatted(residentMb)));
                }
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
        }
    }

    private void end(RuntimeException reason) {
        endedFor = reason;
        process.destroyForcibly();
    }

    private static EnrichmentException limit(String what) {
        return new EnrichmentException(ErrorCode.MEDIA_LIMIT, "limit reached: " + what);
    }

    /** Physical memory in KB; 0 where the system does not tell, or when the process is gone. */
    private long residentKb() {
        try {
            Matcher resident =
                    RESIDENT.matcher(Files.readString(Path.of("/proc", Long.toString(process.pid()), "status")));
            return resident.find() ? Long.parseLong(resident.group(1)) : 0;
        } catch (IOException e) {
            return 0;
        }
    }

    /** Why the child says nothing more, or nothing that can be understood. */
    RuntimeException ending(IOException cause) {
        boolean ended;
        try {
            ended = process.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new CancellationException("decoding was interrupted");
        }
        RuntimeException known = endedFor;
        if (known != null) {
            return known;
        }
        if (!ended) {
            return new EnrichmentException(
                    ErrorCode.DECODE_FAILED, "the decoder process broke off what it said", cause);
        }
        int status = process.exitValue();
        if (status > SIGNALLED) {
            return new EnrichmentException(
                    ErrorCode.NATIVE_CRASH, "decoder process ended with %d twice".formatted(status), cause);
        }
        return status == DecoderMain.OUT_OF_MEMORY
                ? limit("heap of the decoder > %d MB".formatted(CommandLine.HEAP_MB))
                : new EnrichmentException(
                        ErrorCode.DECODE_FAILED, "decoder process ended with %d".formatted(status), cause);
    }

    /** Ends the child, if it is still there. */
    @Override
    public void close() {
        watch.interrupt();
        process.destroyForcibly();
    }
}
