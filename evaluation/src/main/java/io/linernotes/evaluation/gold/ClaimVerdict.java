package io.linernotes.evaluation.gold;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a recording says what a claim says, from worst to best: the order in which raters are compared. */
public enum ClaimVerdict {
    /** Its main statement does not follow from the recording. */
    UNSUPPORTED(0),
    /** Its main statement follows, a part of it does not. */
    PARTLY(0.5),
    SUPPORTED(1);

    private final double support;

    ClaimVerdict(double support) {
        this.support = support;
    }

    /** How much of the claim follows, for measures that need a number: 0, a half or 1. */
    public double support() {
        return support;
    }

    /** By the name that files use. */
    public static Optional<ClaimVerdict> named(String name) {
        return Arrays.stream(values())
                .filter(verdict -> verdict.toString().equals(name))
                .findFirst();
    }

    /** As files write it: in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
