package io.linernotes.evaluation.statistics;

/** Percentiles by linear interpolation between order statistics: type 7 of Hyndman and Fan, numpy's default. */
public final class Percentiles {
    private Percentiles() {}

    /**
     * A percentile.
     *
     * @param sorted ascending, at least one value
     * @param share 0 to 1
     */
    public static double of(double[] sorted, double share) {
        if (sorted.length == 0 || share < 0 || share > 1) {
            throw new IllegalArgumentException(
                    "Invalid percentile: values = %d, share = %s".formatted(sorted.length, share));
        }
        double position = share * (sorted.length - 1);
        int below = (int) Math.floor(position);
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
