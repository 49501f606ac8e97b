package io.linernotes.enrichment.asr;

import io.linernotes.enrichment.audio.SpeechWindow;
import java.util.ArrayList;
import java.util.List;

/**
 * A few windows, spread over a recording whose length is not known beforehand: podcasts begin with music, and with
 * greetings in other languages. Holds at most twice as many windows as it gives.
 */
public final class LanguageProbes {
    private static final int PROBES = 5;

    private final List<SpeechWindow> kept = new ArrayList<>();
    private int stride = 1;
    private int seen;

    /** Takes the next window of the recording. */
    public void add(SpeechWindow window) {
        if (seen++ % stride == 0) {
            kept.add(window);
        }
        if (kept.size() == 2 * PROBES) {
            for (int i = kept.size() - 1; i > 0; i -= 2) {
                kept.remove(i);
            }
            stride *= 2;
        }
    }

    /** At most five windows, in order, as far apart as possible. */
    public List<SpeechWindow> windows() {
        int count = Math.min(PROBES, kept.size());
        List<SpeechWindow> windows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            windows.add(kept.get((2 * i + 1) * kept.size() / (2 * count)));
        }
        return windows;
    }
}
