package io.linernotes.evaluation.metric.summary;

/** Precision, recall and their harmonic mean. */
public record PrecisionRecall(double precision, double recall) {
    /** From a shared amount; an empty side gives 0. */
    static PrecisionRecall of(double shared, double hypothesis, double reference) {
        return new PrecisionRecall(hypothesis == 0 ? 0 : shared / hypothesis, reference == 0 ? 0 : shared / reference);
    }

    public double f1() {
        double sum = precision + recall;
        return sum == 0 ? 0 : 2 * precision * recall / sum;
    }
}
