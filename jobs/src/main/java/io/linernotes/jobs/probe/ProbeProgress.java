package io.linernotes.jobs.probe;

import io.linernotes.enrichment.audio.MediaProbe;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** One live line about a file that takes longer than a second; nothing of it stays on the screen. */
final class ProbeProgress implements MediaProbe.Progress {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration REDRAW = Duration.ofMillis(200);
    private static final int LONGEST_NAME = 40;
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintStream out;
    private final Clock clock;
    private final String name;
    private final Instant began;
    private @Nullable Instant shown;

    /** @param out a terminal */
    ProbeProgress(PrintStream out, Clock clock, String file) {
        this.out = out;
        this.clock = clock;
        String whole = ProbeText.name(file);
        name = whole.length() <= LONGEST_NAME ? whole : whole.substring(0, LONGEST_NAME - 1) + "…";
        began = clock.instant();
    }

    @Override
    public void decoded(long ms, @Nullable Long declaredMs) {
        Instant now = clock.instant();
        Instant due = shown == null ? began.plus(PATIENCE) : shown.plus(REDRAW);
        if (now.isBefore(due)) {
            return;
        }
        shown = now;
        String part = declaredMs == null || declaredMs < ms
                ? ProbeText.position(ms)
                : "%s of %s, %d %%"
                        .formatted(ProbeText.position(ms), ProbeText.position(declaredMs), 100 * ms / declaredMs);
        out.print(CLEAR_LINE + name + ": " + part);
        out.flush();
    }

    /** Takes the line away. */
    void finish() {
        if (shown != null) {
            out.print(CLEAR_LINE);
            out.flush();
        }
    }
}
