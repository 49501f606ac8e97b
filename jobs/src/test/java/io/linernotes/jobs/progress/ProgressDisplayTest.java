package io.linernotes.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.jobs.MovedClock;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressDisplayTest {
    private static final long HOUR = 3_600_000;

    enum Work {
        RECOGNISE,
        ENRICH
    }

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    private final MovedClock clock = new MovedClock(Instant.parse("2026-11-21T00:00:00Z"));

    @Test
    void writesAPlainLineForEveryTenthOrTenSeconds() {
        try (ProgressDisplay display = new ProgressDisplay(out, false, clock)) {
            display.begin(Work.RECOGNISE, 0, 10 * HOUR);
            report("recognise", 0, HOUR / 2, 5);
            report("recognise", 0, HOUR / 2, 4);
            report("recognise", 0, 1000, 8);
            report("recognise", 0, 1000, 2);
        }

        assertThat(lines())
                .containsExactly(
                        "recognise: 10 %, 1.0/10.0 h, 400.0x real time, 81 s left",
                        "recognise: 10 %, 1.0/10.0 h, 189.6x real time, 3 min left");
    }

    @Test
    void countsRecordingsWhereAStageHasNoAudio() {
        try (ProgressDisplay display = new ProgressDisplay(out, false, clock)) {
            display.begin(Work.ENRICH, 4, 0);
            report("enrich", 1, 0, 7200);
            report("enrich", 3, 0, 60);
        }

        assertThat(lines()).containsExactly("enrich: 25 %, 1/4 done, 6 h left", "enrich: 100 %, 4/4 done");
    }

    @Test
    void measuresShortAudioInMinutes() {
        try (ProgressDisplay display = new ProgressDisplay(out, false, clock)) {
            display.begin(Work.RECOGNISE, 0, 9 * 60_000);
            report("recognise", 0, 3 * 60_000, 10);
        }

        assertThat(lines()).containsExactly("recognise: 33 %, 3.0/9.0 min, 18.0x real time, 20 s left");
    }

    @Test
    void redrawsOneLineOnATerminalAndKeepsItsLastState() {
        try (ProgressDisplay display = new ProgressDisplay(out, true, clock)) {
            display.begin(Work.RECOGNISE, 2, 2 * HOUR);
            report("recognise", 1, HOUR, 100);
            clock.move(Duration.ofMillis(100));
            report("recognise", 1, HOUR, 0);
        }

        String screen = bytes.toString(StandardCharsets.UTF_8);
        assertThat(screen).containsOnlyOnce("\n");
        assertThat(screen.split("\r\u001B\\[K", -1))
                .containsExactly(
                        "",
                        "recognise [....................]   0 %  0.0/2.0 h",
                        "recognise [##########..........]  50 %  1/2 done, 1.0/2.0 h, 36.0x real time, 100 s left",
                        "recognise [####################] 100 %  2/2 done, 2.0/2.0 h, 71.9x real time"
                                + System.lineSeparator());
    }

    @Test
    void neverShowsMoreThanThereIsWhenTasksAreRetried() {
        try (ProgressDisplay display = new ProgressDisplay(out, false, clock)) {
            display.begin(Work.ENRICH, 2, 0);
            report("enrich", 2, 0, 1);
            report("enrich", 2, 0, 20);
        }

        assertThat(lines()).containsOnly("enrich: 100 %, 2/2 done");
    }

    @Test
    void ignoresOtherStagesAndWhatComesAfterTheEnd() {
        try (ProgressDisplay display = new ProgressDisplay(out, false, clock)) {
            display.begin(Work.RECOGNISE, 1, 0);
            report("enrich", 1, 0, 60);
        }
        report("recognise", 1, 0, 60);

        assertThat(lines()).isEmpty();
    }

    private void report(String stage, int recordings, long audioMs, int secondsLater) {
        clock.move(Duration.ofSeconds(secondsLater));
        ProgressFeed.deliver(new ProgressEvent(stage, recordings, audioMs));
    }

    private List<String> lines() {
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
