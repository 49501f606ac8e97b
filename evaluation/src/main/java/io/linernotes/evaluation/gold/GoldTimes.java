package io.linernotes.evaluation.gold;

/** Where the times of a gold item come from. The lower-case name is what the file says. */
public enum GoldTimes {
    /** From the source: seconds may be scored. */
    MEASURED,
    /** Known at some points only; what lies between is spread in proportion to words. */
    INTERPOLATED,
    /** Laid out at 150 words per minute: positions in the text are exact, seconds may not be scored. */
    SYNTHETIC
}
