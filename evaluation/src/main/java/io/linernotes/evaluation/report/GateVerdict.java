package io.linernotes.evaluation.report;

import io.linernotes.evaluation.gate.GateOutcome;
import io.linernotes.evaluation.gate.GateResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The first line of an evaluation: can this run be used? Written for somebody who knows no metric by its name. */
final class GateVerdict {
    private GateVerdict() {}

    static Verdict of(EvaluationReport report) {
        // An ignored gate neither passed nor failed.
        int all = report.gates().size() - report.gates(GateOutcome.IGNORED).size();
        int failed = report.gates(GateOutcome.FAIL).size();
        int undefined = report.gates(GateOutcome.UNDEFINED).size();
        int undecided = report.gates(GateOutcome.UNDECIDED).size();
        List<String> reasons = reasons(report);
        if (all == 0) {
            return new Verdict(
                    "caution",
                    "Measured, not judged.",
                    List.of(
                            report.baseline() == null
                                    ? "No gate was asked for, and there is no earlier run to compare with."
                                    : "No gate has anything to judge here."));
        }
        if (failed > 0) {
            return new Verdict("bad", "Not good enough: %s.".formatted(ofAll(failed, all, "failed")), reasons);
        }
        if (undefined > 0) {
            return new Verdict(
                    "bad", "Cannot be judged: %s.".formatted(ofAll(undefined, all, "had no value")), reasons);
        }
        if (undecided > 0) {
            return new Verdict(
                    "caution",
                    "Nothing failed, but %s.".formatted(ofAll(undecided, all, "could not be decided")),
                    reasons);
        }
        return new Verdict(
                "good", all == 1 ? "Good: the gate passed." : "Good: all %d gates passed.".formatted(all), reasons);
    }

    private static String ofAll(int some, int all, String what) {
        return "%d of %d %s %s".formatted(some, all, all == 1 ? "gate" : "gates", what);
    }

    private static List<String> reasons(EvaluationReport report) {
        List<String> reasons = new ArrayList<>();
        for (GateResult gate : report.gates()) {
            switch (gate.outcome()) {
                case FAIL -> reasons.add("%s: %s".formatted(capital(gate.name()), plain(gate)));
                case UNDEFINED -> reasons.add("%s: %s".formatted(capital(gate.name()), gate.sentence()));
                case UNDECIDED ->
                    reasons.add("%s: %s More recordings would tell.".formatted(capital(gate.name()), plain(gate)));
                case PASS, IGNORED -> {}
            }
        }
        if (report.run().speechModel() != null && report.run().speechModel().warning() != null) {
            reasons.add(report.run().speechModel().warning());
        }
        return List.copyOf(reasons);
    }

    /** In words: what changed, and what was allowed. */
    private static String plain(GateResult gate) {
        if (gate.metric() == null || gate.value() == null) {
            return gate.sentence();
        }
        ScoreLabel label = ScoreLabel.of(gate.metric());
        String value = label.value(gate.value());
        if (gate.baseline() == null) {
            return "%s is %s; the limit is %s.".formatted(lower(label.name()), value, label.value(gate.limit()));
        }
        String interval = gate.interval() == null
                ? ""
                : " (between %s and %s worse)"
                        .formatted(
                                label.value(
                                        Objects.requireNonNull(gate.interval()).low()),
                                label.value(gate.interval().high()));
        return "%s went from %s to %s%s; at most %s worse is allowed."
                .formatted(
                        lower(label.name()), label.value(gate.baseline()), value, interval, label.value(gate.limit()));
    }

    private static String capital(String text) {
        return text.isEmpty() ? text : Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String lower(String text) {
        boolean name = text.length() > 1 && Character.isUpperCase(text.charAt(1));
        return name ? text : Character.toLowerCase(text.charAt(0)) + text.substring(1);
    }
}
