package io.linernotes.enrichment.llm;

import java.time.Duration;

/** Lets time pass; tests let it pass faster. */
@FunctionalInterface
public interface Pause {
    /** Waits. */
    void pause(Duration duration) throws InterruptedException;
}
