package io.linernotes.jobs.probe;

import io.linernotes.enrichment.audio.MediaReport;
import java.io.PrintStream;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A table for a terminal, printed row by row as files are decoded. */
final class ProbeTable {
    private static final int NAME_WIDTH = 32;
    private static final String ROW = "%-" + NAME_WIDTH + "s %-10s %-10s %3s %7s %9s %9s %7s %4s  %s%n";

    private final PrintStream out;
    private boolean started;

    ProbeTable(PrintStream out) {
        this.out = out;
    }

    void print(ProbeService.Outcome outcome) {
        if (!started) {
            out.printf(ROW, "file", "container", "codec", "ch", "Hz", "declared", "decoded", "LUFS", "chap", "outcome");
            started = true;
        }
        MediaReport report = outcome.report();
        String verdict = outcome.message() == null ? outcome.outcome() : outcome.outcome() + ": " + outcome.message();
        String name = outcome.file().substring(outcome.file().lastIndexOf('/') + 1);
        String file = name.length() <= NAME_WIDTH ? name : "…" + name.substring(name.length() - NAME_WIDTH + 1);
        if (report == null) {
            out.printf(ROW, file, "", "", "", "", "", "", "", "", verdict);
            return;
        }
        out.printf(
                ROW,
                file,
                shortened(report.container()),
                shortened(report.codec()),
                report.channels(),
                report.sampleRateHz(),
                seconds(report.declaredMs()),
                seconds(report.decodedMs()),
                report.loudnessLufs() == null ? "" : String.format(Locale.ROOT, "%.1f", report.loudnessLufs()),
                report.chapters().size(),
                verdict);
    }

    private static String shortened(String name) {
        return name.length() <= 10 ? name : name.substring(0, 10);
    }

    private static String seconds(@Nullable Long ms) {
        return ms == null ? "" : String.format(Locale.ROOT, "%.3f", ms / 1000.0);
    }
}
