package io.linernotes.jobs.claims;

import io.linernotes.enrichment.llm.Pause;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;

/** A clock that runs faster than those on the wall, and waits that are as much shorter. */
final class FastClock extends Clock implements Pause {
    private final int speed;
    private final long start = System.nanoTime();
    private final Instant began = Instant.now();

    FastClock(int speed) {
        this.speed = speed;
    }

    @Override
    public Instant instant() {
        return began.plusNanos((System.nanoTime() - start) * speed);
    }

    @Override
    public void pause(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos() / speed);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
