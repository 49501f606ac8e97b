package io.linernotes.enrichment.notes.evidence;

/**
 * Neighbouring sentences, for example those of a chapter.
 *
 * @param first number of the first sentence, 1 or more
 * @param last number of the last sentence, included
 */
public record SentenceSpan(int first, int last) {
    public SentenceSpan {
        if (first < 1 || last < first) {
            throw new IllegalArgumentException("Invalid span: first = %d, last = %d".formatted(first, last));
        }
    }

    public boolean contains(int number) {
        return first <= number && number <= last;
    }

    /** The sentences that it shares with another; there has to be one. */
    public SentenceSpan within(SentenceSpan other) {
        return new SentenceSpan(Math.max(first, other.first), Math.min(last, other.last));
    }
}
