package io.linernotes.enrichment.asr.whisper;

import java.lang.management.ManagementFactory;
import java.util.Arrays;

/** Measures CPU time of the calling thread: other processes hardly disturb it. */
final class Stopwatch {
    private Stopwatch() {}

    /** CPU milliseconds of one call. */
    static double cpuMs(Runnable work) {
        long before = cpuNanos();
        work.run();
        return (cpuNanos() - before) / 1e6;
    }

    /** The least of several calls. */
    static double fastestMs(int repeats, Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < repeats; i++) {
            best = Math.min(best, cpuMs(work));
        }
        return best;
    }

    /** The middle of several measurements, which one disturbance does not move. */
    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
