package io.linernotes.enrichment.transcript;

/** Why a segment may not be what was said. A flagged segment is kept: readers decide. */
public enum SegmentFlag {
    /** Text compresses too well (gzip ratio above 2.4): a loop. */
    REPETITIVE,
    /**
     * Mean log-probability of the window's tokens, or of the segment's own text, below -1; or drawn at a temperature above
     * 0.5.
     */
    LOW_CONFIDENCE,
    /** The model thinks that nobody speaks (probability above 0.6). */
    NO_SPEECH,
    /** More characters per second than anybody speaks. */
    TOO_FAST,
    /** The same line for the third time in a row. */
    REPEATED_LINE,
    /** A phrase that follows itself again and again, within or across segments. */
    REPEATED_PHRASE,
    /** A sentence that models invent over silence, such as thanks for watching. */
    PHANTOM
}
