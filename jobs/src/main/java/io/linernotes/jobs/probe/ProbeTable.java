package io.linernotes.jobs.probe;

import io.linernotes.enrichment.audio.MediaReport;
import java.io.PrintStream;

/** A table for a terminal, printed row by row as files are decoded; what is wrong with a file stands below its row. */
final class ProbeTable {
    /** The name comes last: it may be long, and its letters may be wide. */
    private static final String ROW = "%-8s  %8s  %10s  %8s  %-20s  %s";

    private static final String INDENT = " ".repeat(10);

    private final PrintStream out;
    private boolean started;

    ProbeTable(PrintStream out) {
        this.out = out;
    }

    void print(ProbeService.Outcome outcome) {
        if (!started) {
            out.println(ROW.formatted("sound", "length", "loudness", "chapters", "format", "file"));
            started = true;
        }
        out.println(row(outcome));
        ProbeText.remarks(outcome)
                .forEach(remark -> ProbeText.wrapped(INDENT, INDENT, remark).forEach(out::println));
    }

    private static String row(ProbeService.Outcome outcome) {
        MediaReport report = outcome.report();
        String name = ProbeText.name(outcome.file());
        if (report == null) {
            return ROW.formatted(ProbeText.verdict(outcome), "-", "-", "-", "-", name);
        }
        String layout = report.channelLayout() == null ? report.channels() + " ch" : report.channelLayout();
        return ROW.formatted(
                ProbeText.verdict(outcome),
                ProbeText.length(report.decodedMs()),
                ProbeText.loudness(report.loudnessLufs()),
                report.chapters().isEmpty() ? "-" : report.chapters().size(),
                report.codec() + " " + layout,
                name);
    }
}
