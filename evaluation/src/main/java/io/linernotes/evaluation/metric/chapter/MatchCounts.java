package io.linernotes.evaluation.metric.chapter;

/**
 * How many boundaries found their counterpart.
 *
 * @param matchedReference boundaries of the reference that were found
 * @param matchedHypothesis boundaries of the hypothesis that are right; equal to the former in a one-to-one matching
 * @param reference boundaries of the reference
 * @param hypothesis boundaries of the hypothesis
 */
public record MatchCounts(int matchedReference, int matchedHypothesis, int reference, int hypothesis) {
    /** Right share of the hypothesis; 1 when both sides are empty, 0 when only one is. */
    public double precision() {
        return share(matchedHypothesis, hypothesis);
    }

    /** Found share of the reference; 1 when both sides are empty, 0 when only one is. */
    public double recall() {
        return share(matchedReference, reference);
    }

    /** Harmonic mean of precision and recall. */
    public double f1() {
        double sum = precision() + recall();
        return sum == 0 ? 0 : 2 * precision() * recall() / sum;
    }

    private double share(int matched, int of) {
        if (reference == 0 && hypothesis == 0) {
            return 1;
        }
        return of == 0 ? 0 : (double) matched / of;
    }
}
