package io.linernotes.enrichment.asr;

/**
 * Memory outside of the Java heap that recognition takes in one process, as an estimate. How it compares to measured
 * memory: {@code docs/performance.md}.
 *
 * @param shared bytes of the model, whatever the number of tasks
 * @param perTask bytes that every task adds which recognises at the same time
 */
public record NativeMemory(long shared, long perTask) {
    /** Bytes for a number of tasks. */
    public long total(int tasks) {
        return shared + tasks * perTask;
    }
}
