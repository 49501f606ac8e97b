package io.linernotes.jobs.claims;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Stops asking a service that is down: after 20 failures in a row, or when half of the last 40 requests failed. After half a
 * minute one request may try; if it is answered, all may again. Not for several threads: its desk takes turns.
 */
final class Breaker {
    private static final int IN_A_ROW = 20;
    private static final int WINDOW = 40;
    private static final long COOL_MS = 30_000;
    /** Once so many fail in a row, no more are let out than it takes to be sure. */
    private static final int SUSPICIOUS = 5;

    private static final int WASTED = 24;

    private final Deque<Boolean> last = new ArrayDeque<>();
    private int failedInARow;
    private long openedAt;
    private boolean open;
    private boolean probing;

    /** What a request meets. */
    enum State {
        CLOSED,
        /** Some requests are out whose end will tell. */
        WAIT,
        OPEN
    }

    /**
     * Whether one more request may leave.
     *
     * @param out requests whose end is not known
     */
    State state(long now, int out) {
        if (open) {
            boolean mayProbe = !probing && now - openedAt >= COOL_MS;
            return mayProbe ? State.CLOSED : State.OPEN;
        }
        return failedInARow >= SUSPICIOUS && failedInARow + out >= WASTED ? State.WAIT : State.CLOSED;
    }

    /** Hears that a request leaves. */
    void sent() {
        probing = open;
    }

    /** Hears that the service answered, whatever it said. */
    void answered() {
        failedInARow = 0;
        if (open) {
            last.clear();
        }
        open = false;
        probing = false;
        remember(false);
    }

    /** Hears that it did not. */
    void failed(long now) {
        failedInARow++;
        remember(true);
        long failures = last.stream().filter(failure -> failure).count();
        if (probing || failedInARow >= IN_A_ROW || (last.size() == WINDOW && 2 * failures >= WINDOW)) {
            open = true;
            openedAt = now;
            probing = false;
        }
    }

    /** Hears that nobody knows. */
    void unknown() {
        probing = false;
    }

    private void remember(boolean failure) {
        last.addLast(failure);
        if (last.size() > WINDOW) {
            last.removeFirst();
        }
    }
}
