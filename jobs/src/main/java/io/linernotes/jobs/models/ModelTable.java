package io.linernotes.jobs.models;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** A listing of models for a terminal. */
final class ModelTable {
    private static final String ROW = "%-32s %9s %-13s %4s %-10s %-10s %s%n";

    private ModelTable() {}

    static void print(List<ModelLine> lines, PrintStream out) {
        out.printf(ROW, "model", "MiB", "width x layers", "mel", "languages", "built", "state");
        for (ModelLine line : lines) {
            out.printf(
                    ROW,
                    line.name(),
                    line.bytes() == null ? "" : String.format(Locale.ROOT, "%.1f", line.bytes() / 1048576.0),
                    line.dims() == null ? "" : line.dims(),
                    line.melBins() == null ? "" : line.melBins().toString(),
                    line.languages().size() > 1
                            ? line.languages().size() + " of them"
                            : String.join("", line.languages()),
                    String.join(" ", line.builds()),
                    line.state());
        }
    }
}
