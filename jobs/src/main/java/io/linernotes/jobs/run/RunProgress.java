package io.linernotes.jobs.run;

import io.linernotes.jobs.progress.ProgressDisplay;
import io.linernotes.jobs.progress.ProgressEvent;
import io.linernotes.jobs.progress.ProgressFeed;
import io.linernotes.jobs.table.Step;
import java.time.Clock;
import java.util.function.Supplier;

/**
 * Shows the steps of a run as they come. The first report of a step begins it, because the driver cannot see from outside
 * when Spark goes over from one to the next; how much there is to recognise is what decoding found.
 */
final class RunProgress {
    private final int recordings;
    private final ProgressFeed.Subscription subscription;
    private final ProgressDisplay display;

    private Step step = Step.INVENTORY;
    private long speechMs;

    private RunProgress(int recordings, Clock clock) {
        this.recordings = recordings;
        // Subscribed before the display: a step must have begun when its first report is counted.
        this.subscription = ProgressFeed.listen(this::accept);
        this.display = new ProgressDisplay(System.err, Boolean.getBoolean("linernotes.terminal"), clock);
    }

    /**
     * Shows the work while it runs.
     *
     * @param recordings recordings in all
     */
    static <T> T during(int recordings, Clock clock, Supplier<T> work) {
        RunProgress progress = new RunProgress(recordings, clock);
        try {
            return work.get();
        } finally {
            progress.subscription.close();
            progress.display.close();
        }
    }

    private synchronized void accept(ProgressEvent event) {
        Step reported = Step.of(event.stage());
        if (reported == Step.DECODE) {
            speechMs += event.audioMs();
        }
        if (reported.compareTo(step) > 0) {
            step = reported;
            display.begin(step, step == Step.RECOGNISE ? 0 : recordings, step == Step.RECOGNISE ? speechMs : 0);
        }
    }
}
