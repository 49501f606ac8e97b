package io.linernotes.evaluation.annotation;

import io.linernotes.evaluation.gold.ClaimVerdict;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What a row of a sheet asks about. */
public enum RowKind {
    /** Does a chapter start here, and does its title say what it is about? */
    CHAPTER,
    /** Does the recording say this? */
    CLAIM,
    /** Is the paragraph a fair summary? */
    SUMMARY,
    /** Is the episode about this? */
    TOPIC;

    static final String WRONG = "wrong";
    static final String RIGHT = "right";

    private static final List<String> CORRECTNESS = List.of(WRONG, RIGHT);
    private static final List<String> SUPPORT =
            Stream.of(ClaimVerdict.values()).map(ClaimVerdict::toString).toList();

    /** What people may answer, from worst to best. */
    List<String> verdicts() {
        return this == CLAIM ? SUPPORT : CORRECTNESS;
    }

    /** As sheets write it: in lower case. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
