package io.linernotes.enrichment.audio.libav;

import java.time.Duration;

/**
 * Counts the time spent in the decoder, not in its caller, against a limit that grows with what was decoded. One thread
 * decodes; others may look.
 */
public final class WallClock {
    private static final int SLOWEST_SPEED = 20;

    private final long baseNanos;
    private long grantedNanos;
    private long spentNanos;
    private long startedNanos;
    private boolean running;

    public WallClock(Duration base) {
        baseNanos = base.toNanos();
    }

    public synchronized void start() {
        startedNanos = System.nanoTime();
        running = true;
    }

    public synchronized void stop() {
        spentNanos = spent();
        running = false;
    }

    /** Grants a twentieth of the decoded duration. */
    public synchronized void decoded(long milliseconds) {
        grantedNanos = milliseconds * 1_000_000 / SLOWEST_SPEED;
    }

    public synchronized boolean isOver() {
        return spent() > baseNanos + grantedNanos;
    }

    public synchronized long limitSeconds() {
        return (baseNanos + grantedNanos) / 1_000_000_000;
    }

    private long spent() {
        return running ? spentNanos + System.nanoTime() - startedNanos : spentNanos;
    }
}
