package io.linernotes.enrichment.audio;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Memory of this process, as Linux counts it. */
public final class Resident {
    private static final Path STATUS = Path.of("/proc/self/status");

    private Resident() {}

    public static boolean isKnown() {
        return Files.exists(STATUS);
    }

    public static long mebibytes() throws IOException {
        return read("VmRSS:");
    }

    /** The most since the process began, or since {@link #forgetPeak}. */
    public static long peakMebibytes() throws IOException {
        return read("VmHWM:");
    }

    public static void forgetPeak() throws IOException {
        Files.writeString(Path.of("/proc/self/clear_refs"), "5");
    }

    private static long read(String name) throws IOException {
        for (String line : Files.readAllLines(STATUS)) {
            if (line.startsWith(name)) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        throw new IOException("no " + name);
    }
}
