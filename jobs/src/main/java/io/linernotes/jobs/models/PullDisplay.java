package io.linernotes.jobs.models;

import io.linernotes.enrichment.asr.model.ModelHub;
import java.io.PrintStream;
import java.util.Locale;

/** Shows how far a pull has come: one live line per file on a terminal, elsewhere one plain line when it is there. */
final class PullDisplay implements ModelHub.Progress, AutoCloseable {
    private static final int BAR = 24;
    private static final String CLEAR_LINE = "\r\u001B[K";

    private final PrintStream out;
    private final boolean terminal;
    private String file = "";
    private String line = "";

    PullDisplay(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void show(String name, long bytes, long total) {
        if (!name.equals(file)) {
            finish();
            file = name;
        }
        line = line(name, bytes, total);
        if (terminal) {
            out.print(CLEAR_LINE + line);
            out.flush();
        }
    }

    private String line(String name, long bytes, long total) {
        String done = String.format(Locale.ROOT, "%-36s %9.1f MiB", name, bytes / 1048576.0);
        if (!terminal || total <= 0) {
            return done;
        }
        int filled = (int) Math.min(BAR, BAR * bytes / total);
        return "%s  %s%s %3d %%"
                .formatted(done, "█".repeat(filled), "░".repeat(BAR - filled), Math.min(100, 100 * bytes / total));
    }

    private void finish() {
        if (!line.isEmpty()) {
            out.println(terminal ? "" : line);
        }
        line = "";
    }

    @Override
    public void close() {
        finish();
    }
}
