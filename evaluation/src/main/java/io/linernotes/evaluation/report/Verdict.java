package io.linernotes.evaluation.report;

import java.util.ArrayList;
import java.util.List;

/**
 * The first line of the report: can these notes be used?
 *
 * @param level {@code good}, {@code caution} or {@code bad}
 */
record Verdict(String level, String headline, List<String> reasons) {
    /** More failures than this are no longer single bad files. */
    private static final double BAD_SHARE = 0.2;

    static Verdict of(RunReport run) {
        long attempted = run.count() - run.count(Outcome.SKIPPED);
        long failed = run.count(Outcome.FAILED);
        long degraded = run.count(Outcome.DEGRADED);
        long ready = run.count(Outcome.READY);
        boolean warned = run.speechModel() != null && run.speechModel().warning() != null;
        List<String> reasons = new ArrayList<>();
        if (warned) {
            reasons.add(run.speechModel().warning());
        }
        String level = failed > BAD_SHARE * attempted
                ? "bad"
                : failed > 0 || degraded > 0 || warned || attempted == 0 ? "caution" : "good";
        return new Verdict(level, headline(attempted, ready, degraded, failed), List.copyOf(reasons));
    }

    private static String headline(long attempted, long ready, long degraded, long failed) {
        if (attempted == 0) {
            return "There was nothing to do.";
        }
        if (ready == attempted) {
            return attempted == 1 ? "The recording is ready." : "All %d recordings are ready.".formatted(attempted);
        }
        List<String> parts = new ArrayList<>();
        parts.add("%d of %s ready".formatted(ready, Wording.count(attempted, "recording")));
        if (degraded > 0) {
            parts.add("%d with gaps".formatted(degraded));
        }
        if (failed > 0) {
            parts.add("%d failed".formatted(failed));
        }
        return String.join(", ", parts) + ".";
    }
}
