package io.linernotes.jobs.claims;

/**
 * Requests and tokens per minute, for all executors together. Uses three quarters of what the service allows, without bursts
 * beyond two seconds' worth; when the service asks for less, all wait as long as it says, and go on at half the speed, which
 * grows again by 5 % a minute. Not for several threads: its desk takes turns. Times are milliseconds of one clock.
 */
final class RateLimit {
    private static final double SHARE = 0.75;
    private static final double BURST_MS = 2_000;
    private static final double MINUTE_MS = 60_000;
    private static final double GROWTH = 1.05;
    private static final double SLOWEST = 0.125;
    /** Complaints about the same moment count once. */
    private static final long ONE_COMPLAINT_MS = 10_000;

    private final double requestMs;
    private final double tokenMs;
    private double requestsDue;
    private double tokensDue;
    private double blockedUntil;
    private double speed = 1;
    private long slowedAt = Long.MIN_VALUE / 2;

    RateLimit(int requestsPerMinute, int tokensPerMinute) {
        this.requestMs = MINUTE_MS / (SHARE * requestsPerMinute);
        this.tokenMs = MINUTE_MS / (SHARE * tokensPerMinute);
    }

    /** How long a request with so many tokens has to wait if it is to come next. Takes nothing yet. */
    long waitMs(long now) {
        double due = Math.max(blockedUntil, Math.max(requestsDue, tokensDue) - BURST_MS);
        return Math.max(0, (long) Math.ceil(due - now));
    }

    /** Takes a request's share. */
    void take(long now, long tokens) {
        double from = (double) now + waitMs(now);
        requestsDue = Math.max(from, requestsDue) + requestMs / speed(now);
        tokensDue = Math.max(from, tokensDue) + tokens * tokenMs / speed(now);
    }

    /** Hears that the service wants to be left alone for a while. */
    void complaint(long now, long retryAfterMs) {
        blockedUntil = Math.max(blockedUntil, (double) now + retryAfterMs);
        if (now - slowedAt >= ONE_COMPLAINT_MS) {
            speed = Math.max(SLOWEST, speed(now) / 2);
            slowedAt = now;
        }
    }

    /** Share of the full speed, at most 1. */
    private double speed(long now) {
        double quietMinutes = Math.max(0, (now - Math.max(slowedAt, 0)) / MINUTE_MS);
        return Math.min(1, speed * Math.pow(GROWTH, Math.floor(quietMinutes)));
    }
}
