package io.linernotes.evaluation.report;

import io.linernotes.evaluation.gate.GateOutcome;
import io.linernotes.evaluation.gate.GateResult;

/** Gates as test results, as build servers read them: what is undecided or ignored is skipped, undefined is an error. */
final class JUnitResults {
    private JUnitResults() {}

    static String of(EvaluationReport report) {
        StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        xml.append(
                "<testsuite name=\"linernotes evaluate %s\" tests=\"%d\" failures=\"%d\" errors=\"%d\" skipped=\"%d\">\n"
                        .formatted(
                                escaped(report.run().run()),
                                report.gates().size(),
                                report.gates(GateOutcome.FAIL).size(),
                                report.gates(GateOutcome.UNDEFINED).size(),
                                report.gates(GateOutcome.UNDECIDED).size()
                                        + report.gates(GateOutcome.IGNORED).size()));
        report.gates().forEach(gate -> xml.append(testCase(gate)));
        return xml.append("</testsuite>\n").toString();
    }

    private static String testCase(GateResult gate) {
        String start = "  <testcase classname=\"gates\" name=\"%s\"".formatted(escaped(gate.name()));
        String message = escaped(gate.sentence());
        return switch (gate.outcome()) {
            case PASS -> start + "><system-out>" + message + "</system-out></testcase>\n";
            case FAIL ->
                start + "><failure message=\"" + message + "\">" + escaped(gate.rule()) + "</failure></testcase>\n";
            case UNDEFINED ->
                start + "><error message=\"" + message + "\">" + escaped(gate.rule()) + "</error></testcase>\n";
            case UNDECIDED, IGNORED -> start + "><skipped message=\"" + message + "\"/></testcase>\n";
        };
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
