package io.linernotes.jobs.run;

import io.linernotes.jobs.progress.ProgressDisplay;
import io.linernotes.jobs.progress.ProgressEvent;
import io.linernotes.jobs.progress.ProgressFeed;
import io.linernotes.jobs.table.Step;
import java.time.Clock;

/**
 * Shows the steps of a run as they come. The first report of a step begins it, because the driver cannot see from outside
 * when Spark goes over from one to the next; how much there is to recognise is what decoding found.
 */
final class RunProgress implements AutoCloseable {
    private final int recordings;
    private final ProgressFeed.Subscription subscription;
    private final ProgressDisplay display;

    private Step step = Step.INVENTORY;
    private long speechMs;

    /**
     * Begins to show a run.
     *
     * @param recordings recordings in all
     */
    RunProgress(int recordings, Clock clock) {
        this.recordings = recordings;
        // Heard before the display is: a step must have begun when its first report is counted.
        this.subscription = ProgressFeed.listen(this::accept);
        this.display = new ProgressDisplay(System.err, System.console() != null, clock);
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

    @Override
    public void close() {
        subscription.close();
        display.close();
    }
}
