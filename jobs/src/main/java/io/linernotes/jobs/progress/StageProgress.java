package io.linernotes.jobs.progress;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How far one stage has come. Nothing shown goes beyond the total, although retried tasks report twice.
 *
 * @param recordings recordings in all; 0 if this stage does not count them
 * @param audioMs audio in all, in milliseconds; 0 if this stage does not count it
 */
record StageProgress(String stage, int recordings, long audioMs, int recordingsDone, long audioMsDone) {
    private static final int BAR = 20;
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;

    static StageProgress begin(String stage, int recordings, long audioMs) {
        return new StageProgress(stage, recordings, audioMs, 0, 0);
    }

    StageProgress plus(ProgressEvent event) {
        return new StageProgress(
                stage, recordings, audioMs, recordingsDone + event.recordings(), audioMsDone + event.audioMs());
    }

    /** Returns the done share, 0 to 1; 0 if no total is known. */
    double share() {
        if (audioMs > 0 && audioMsDone > 0) {
            return Math.min(1, (double) audioMsDone / audioMs);
        }
        return recordings > 0 ? Math.min(1, (double) recordingsDone / recordings) : 0;
    }

    /** Returns a line under 80 characters, such as {@code recognise [#####...............]  25 %  1.2/5.0 h, 18.4x real time, 12 min left}. */
    String bar(Duration elapsed) {
        int full = (int) (share() * BAR);
        return "%-9s [%s%s] %3d %%  %s"
                .formatted(stage, "#".repeat(full), ".".repeat(BAR - full), (int) (share() * 100), facts(elapsed));
    }

    /** Returns a line for a log. */
    String line(Duration elapsed) {
        return "%s: %d %%, %s".formatted(stage, (int) (share() * 100), facts(elapsed));
    }

    private String facts(Duration elapsed) {
        List<String> facts = new ArrayList<>();
        if (recordings > 0 && (recordingsDone > 0 || audioMs == 0)) {
            facts.add(Math.min(recordingsDone, recordings) + "/" + recordings + " done");
        }
        if (audioMs > 0) {
            boolean hours = audioMs >= 2 * HOUR;
            double unit = hours ? HOUR : MINUTE;
            facts.add(String.format(
                    Locale.ROOT,
                    "%.1f/%.1f %s",
                    Math.min(audioMsDone, audioMs) / unit,
                    audioMs / unit,
                    hours ? "h" : "min"));
        }
        if (audioMsDone > 0 && elapsed.toMillis() > 0) {
            facts.add(String.format(Locale.ROOT, "%.1fx real time", (double) audioMsDone / elapsed.toMillis()));
        }
        if (share() > 0 && share() < 1) {
            facts.add(left(Duration.ofMillis((long) (elapsed.toMillis() * (1 - share()) / share()))));
        }
        return String.join(", ", facts);
    }

    private static String left(Duration left) {
        if (left.toHours() >= 2) {
            return left.plusMinutes(30).toHours() + " h left";
        }
        return left.toMinutes() >= 2 ? left.plusSeconds(30).toMinutes() + " min left" : left.toSeconds() + " s left";
    }
}
