package io.linernotes.evaluation.metric.chapter;

import java.util.Arrays;

/**
 * Where the sentences or other units of a text start, in milliseconds: a point in time belongs to the unit whose start is
 * nearest.
 */
public final class UnitStarts {
    private final long[] starts;

    /** @param starts ascending; stays as it is */
    public UnitStarts(long[] starts) {
        this.starts = starts.clone();
    }

    public int size() {
        return starts.length;
    }

    /** 0-based unit; the earlier of two that are equally near, 0 when there is none. */
    public int nearest(long milliseconds) {
        int found = Arrays.binarySearch(starts, milliseconds);
        if (found >= 0 || starts.length == 0) {
            return Math.max(0, found);
        }
        int after = -found - 1;
        if (after == 0 || after == starts.length) {
            return Math.max(0, after - 1);
        }
        return milliseconds - starts[after - 1] <= starts[after] - milliseconds ? after - 1 : after;
    }
}
