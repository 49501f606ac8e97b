package io.linernotes.evaluation.gold;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whether a recording says what a claim says, from worst to best: the order in which raters are compared. */
public enum ClaimVerdict {
    /** Its main statement does not follow from the recording. */
    UNSUPPORTED,
    /** Its main statement follows, a part of it does not. */
    PARTLY,
    SUPPORTED;

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
