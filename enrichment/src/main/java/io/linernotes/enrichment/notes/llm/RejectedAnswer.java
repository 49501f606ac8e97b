package io.linernotes.enrichment.notes.llm;

/** An answer cannot be used as a whole. Checked, because every reader has to decide what that means. */
public final class RejectedAnswer extends Exception {
    private static final long serialVersionUID = 1L;

    private final Rejection reason;

    /** @param place where in the answer, never its content, for example {@code $.chapters[2].start} */
    public RejectedAnswer(Rejection reason, String place) {
        super("%s at %s".formatted(reason, place));
        this.reason = reason;
    }

    Rejection reason() {
        return reason;
    }
}
