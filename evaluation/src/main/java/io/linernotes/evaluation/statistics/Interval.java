package io.linernotes.evaluation.statistics;

import java.io.Serializable;

/** A range of plausible values, both ends included. */
public record Interval(double low, double high) implements Serializable {
    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException("Invalid interval: low = %s, high = %s".formatted(low, high));
        }
    }
}
