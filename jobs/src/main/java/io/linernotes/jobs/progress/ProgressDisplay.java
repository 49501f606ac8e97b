package io.linernotes.jobs.progress;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far the work has come: one live line on a terminal; elsewhere a plain line for every tenth done, or after ten
 * seconds.
 */
public final class ProgressDisplay implements AutoCloseable {
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final Duration LOG_LINE = Duration.ofSeconds(10);
    private static final Duration LOG_STEP = Duration.ofSeconds(1);
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintStream out;
    private final boolean terminal;
    private final Clock clock;
    private final ProgressFeed.Subscription subscription;

    private @Nullable StageProgress progress;
    private Instant began = Instant.EPOCH;
    private Instant shown = Instant.EPOCH;
    private double shownShare;

    /**
     * Listens from now on.
     *
     * @param out usually standard error, so that results on standard output stay clean
     * @param terminal whether a person watches
     */
    public ProgressDisplay(PrintStream out, boolean terminal, Clock clock) {
        this.out = out;
        this.terminal = terminal;
        this.clock = clock;
        this.subscription = ProgressFeed.listen(this::accept);
    }

    /**
     * Starts a stage, and ends the one before.
     *
     * @param recordings recordings in all; 0 if this stage does not count them
     * @param audioMs audio in all, in milliseconds; 0 if it is unknown
     */
    public synchronized void begin(Enum<?> stage, int recordings, long audioMs) {
        finish();
        progress = StageProgress.begin(stage.name().toLowerCase(Locale.ROOT), recordings, audioMs);
        began = clock.instant();
        shown = began;
        shownShare = 0;
        if (terminal) {
            show(progress);
        }
    }

    private synchronized void accept(ProgressEvent event) {
        if (progress == null || !progress.stage().equals(event.stage())) {
            return;
        }
        progress = progress.plus(event);
        Duration since = Duration.between(shown, clock.instant());
        boolean due = terminal
                ? since.compareTo(REDRAW) >= 0
                : since.compareTo(LOG_LINE) >= 0
                        || (progress.share() - shownShare >= 0.1 && since.compareTo(LOG_STEP) >= 0);
        if (due) {
            show(progress);
        }
    }

    private void show(StageProgress now) {
        shown = clock.instant();
        shownShare = now.share();
        Duration elapsed = Duration.between(began, shown);
        if (terminal) {
            out.print(CLEAR_LINE + now.bar(elapsed));
            out.flush();
        } else {
            out.println(now.line(elapsed));
        }
    }

    /** The last word on a stage stays on the screen. */
    private void finish() {
        if (progress == null) {
            return;
        }
        if (terminal || progress.share() > shownShare) {
            show(progress);
        }
        if (terminal) {
            out.println();
        }
        progress = null;
    }

    /** Ends the last stage and listens no longer. */
    @Override
    public synchronized void close() {
        subscription.close();
        finish();
    }
}
