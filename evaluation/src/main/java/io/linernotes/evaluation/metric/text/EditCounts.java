package io.linernotes.evaluation.metric.text;

/**
 * Steps of one best alignment. The number of errors is unique; how it splits depends on the alignment chosen.
 *
 * @param hits equal on both sides
 * @param substitutions one symbol in place of another
 * @param deletions in the reference only
 * @param insertions in the hypothesis only
 */
public record EditCounts(long hits, long substitutions, long deletions, long insertions) {
    /** No steps. */
    public static final EditCounts NONE = new EditCounts(0, 0, 0, 0);

    public long errors() {
        return substitutions + deletions + insertions;
    }

    public long referenceLength() {
        return hits + substitutions + deletions;
    }

    public long hypothesisLength() {
        return hits + substitutions + insertions;
    }

    public EditCounts plus(EditCounts other) {
        return new EditCounts(
                hits + other.hits,
                substitutions + other.substitutions,
                deletions + other.deletions,
                insertions + other.insertions);
    }
}
