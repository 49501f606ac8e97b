package io.linernotes.evaluation.report;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chart of the page. It repeats what a table or a sentence says, so that nothing is lost without it.
 *
 * @param id unique on the page
 * @param kind {@code line} or {@code scatter}
 * @param title above it
 * @param x name of the horizontal axis
 * @param y name of the vertical axis
 */
record Chart(String id, String kind, String title, String x, String y, List<Series> series) {
    Chart {
        series = List.copyOf(series);
    }

    /** @param dashed for what is not this run */
    record Series(String name, boolean dashed, List<Point> points) {
        Series {
            points = List.copyOf(points);
        }
    }

    /**
     * A point.
     *
     * @param label of a category axis, or a name shown when pointed at
     * @param x null on a category axis
     * @param href an anchor of the page; null for none
     */
    record Point(
            String label,
            @Nullable Double x,
            double y,
            @Nullable Double low,
            @Nullable Double high,
            @Nullable String href) {}
}
