package io.linernotes.enrichment.asr;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.audio.SpeechWindow;
import java.util.List;
import org.junit.jupiter.api.Test;

class LanguageProbesTest {
    @Test
    void takesEveryWindowOfAShortRecording() {
        assertThat(probes(0)).isEmpty();
        assertThat(probes(3)).containsExactly(0, 1, 2);
    }

    @Test
    void spreadsFiveWindowsOverALongOne() {
        assertThat(probes(9)).containsExactly(0, 2, 4, 6, 8);
        for (int windows = 10; windows < 2000; windows++) {
            List<Integer> probes = probes(windows);
            assertThat(probes).hasSize(5).isSorted();
            assertThat(probes.get(0)).isLessThanOrEqualTo(windows / 4);
            assertThat(probes.get(4)).isGreaterThanOrEqualTo(windows * 6 / 10);
            for (int i = 1; i < 5; i++) {
                assertThat(probes.get(i) - probes.get(i - 1)).isGreaterThanOrEqualTo(windows / 10);
            }
        }
    }

    private static List<Integer> probes(int windows) {
        LanguageProbes probes = new LanguageProbes();
        for (int i = 0; i < windows; i++) {
            probes.add(new SpeechWindow(i, i * 480_000L, new short[1]));
        }
        return probes.windows().stream().map(SpeechWindow::index).toList();
    }
}
