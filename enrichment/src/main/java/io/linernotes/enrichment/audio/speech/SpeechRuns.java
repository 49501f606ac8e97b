package io.linernotes.enrichment.audio.speech;

import java.util.ArrayList;
import java.util.List;

/** Runs of speech in a stretch of frames: short holes are closed, then short runs, which are clicks, dropped. */
final class SpeechRuns {
    private SpeechRuns() {}

    /** Frames from {@code start} to before {@code end}. */
    record Run(int start, int end) {}

    /**
     * Finds the runs.
     *
     * @param speech what the detector said, one value per frame
     * @param count how many of them count
     * @param shortest frames below which a hole is no pause and a run is no speech
     * @param more whether sound follows; a run that reaches the end is then kept, however short
     */
    static List<Run> find(boolean[] speech, int count, int shortest, boolean more) {
        List<Run> runs = new ArrayList<>();
        int position = 0;
        while (position < count) {
            int start = next(speech, position, count, true);
            int end = next(speech, start, count, false);
            int last = runs.size() - 1;
            if (start < end && last >= 0 && start - runs.get(last).end() < shortest) {
                runs.set(last, new Run(runs.get(last).start(), end));
            } else if (start < end) {
                runs.add(new Run(start, end));
            }
            position = end;
        }
        runs.removeIf(run -> run.end() - run.start() < shortest && !(more && run.end() == count));
        return runs;
    }

    private static int next(boolean[] speech, int from, int count, boolean value) {
        int position = from;
        while (position < count && speech[position] != value) {
            position++;
        }
        return position;
    }
}
