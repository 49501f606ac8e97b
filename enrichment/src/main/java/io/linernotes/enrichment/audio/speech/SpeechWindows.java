package io.linernotes.enrichment.audio.speech;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.SpeechSummary;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.audio.speech.SpeechRuns.Run;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a recording into windows of at most 27 s that hold all its speech. A window begins 200 ms before somebody speaks
 * and ends at a pause: the last one, when silence follows or all that is left fits; else the last one of 500 ms in its
 * last third, since there a sentence ends; else the longest one there, or anywhere. Only where nobody pauses for 100 ms in
 * 27 s is a word cut, at its quietest place. Memory does not grow with the recording.
 */
public final class SpeechWindows implements Iterator<SpeechWindow> {
    private static final int PAD_SAMPLES = AudioStream.SAMPLE_RATE / 5;
    private static final int PAUSE_SAMPLES = AudioStream.SAMPLE_RATE / 10;
    /** A pause this long is where a sentence ends. */
    private static final int SENTENCE_PAUSE_SAMPLES = AudioStream.SAMPLE_RATE / 2;
    /** Shorter than what Whisper hears at once: at the rim of its 30 s it skips and repeats. */
    private static final int LONGEST_SAMPLES = 27 * AudioStream.SAMPLE_RATE;
    /** How far behind it the length of a pause is still looked at. */
    private static final int AHEAD_SAMPLES = AudioStream.SAMPLE_RATE;

    private final AudioStream stream;
    private final VoiceActivityDetector detector;
    private final int frameSamples;
    private final int padFrames;
    private final int pauseFrames;
    private final int windowFrames;
    private final int sentencePauseFrames;

    private final float[] samples;
    private final boolean[] speech;
    private final float[] chunk;
    private int frames;
    private boolean ended;
    /** Position of the first buffered frame, and of the end of the recording once it is known, in samples. */
    private long origin;

    private long end = Long.MAX_VALUE;
    private int windows;
    private long speechSamples;
    private long coveredSamples;
    private @Nullable SpeechWindow upcoming;

    /** The caller keeps ownership of both and closes them. */
    public SpeechWindows(AudioStream stream, VoiceActivityDetector detector) {
        this.stream = stream;
        this.detector = detector;
        frameSamples = detector.frameSamples();
        padFrames = (PAD_SAMPLES + frameSamples - 1) / frameSamples;
        pauseFrames = (PAUSE_SAMPLES + frameSamples - 1) / frameSamples;
        windowFrames = LONGEST_SAMPLES / frameSamples;
        sentencePauseFrames = (SENTENCE_PAUSE_SAMPLES + frameSamples - 1) / frameSamples;
        int capacity = windowFrames + AHEAD_SAMPLES / frameSamples + padFrames;
        samples = new float[capacity * frameSamples];
        speech = new boolean[capacity];
        chunk = new float[frameSamples];
    }

    @Override
    public boolean hasNext() {
        if (upcoming == null) {
            upcoming = find();
        }
        return upcoming != null;
    }

    @Override
    public SpeechWindow next() {
        if (!hasNext() || upcoming == null) {
            throw new NoSuchElementException();
        }
        SpeechWindow window = upcoming;
        upcoming = null;
        return window;
    }

    /** What the windows hold; complete once {@link #hasNext} has returned false. */
    public SpeechSummary summary() {
        return new SpeechSummary(toMs(speechSamples), toMs(coveredSamples), windows, null);
    }

    private @Nullable SpeechWindow find() {
        while (true) {
            fill();
            List<Run> runs = SpeechRuns.find(speech, frames, pauseFrames, !ended);
            if (runs.isEmpty()) {
                if (ended) {
                    return null;
                }
                // A run may have begun in the last frames, and its window begins before it.
                drop(frames - padFrames - pauseFrames);
            } else if (runs.get(0).start() > padFrames) {
                drop(runs.get(0).start() - padFrames);
            } else {
                return cut(runs);
            }
        }
    }

    /** Reads until the buffer is full or the recording ends. */
    private void fill() {
        while (frames < speech.length && !ended) {
            int filled = 0;
            int read = readInto(filled);
            while (read > 0) {
                filled += read;
                read = filled < frameSamples ? readInto(filled) : 0;
            }
            if (filled < frameSamples) {
                ended = true;
                end = origin + (long) frames * frameSamples + filled;
            }
            if (filled > 0) {
                Arrays.fill(chunk, filled, frameSamples, 0);
                append();
            }
        }
    }

    private int readInto(int offset) {
        float[] part = offset == 0 ? chunk : new float[frameSamples - offset];
        int read = stream.read(part);
        if (read > 0 && offset > 0) {
            System.arraycopy(part, 0, chunk, offset, read);
        }
        return read;
    }

    private void append() {
        speech[frames] = detector.isSpeech(chunk);
        System.arraycopy(chunk, 0, samples, frames * frameSamples, frameSamples);
        frames++;
    }

    /** Ends the window that begins at the first frame. */
    private SpeechWindow cut(List<Run> runs) {
        int last = lastRun(runs);
        int length;
        int next;
        if (last < 0) {
            length = quietest(windowFrames * 2 / 3, Math.min(windowFrames, frames));
            next = length;
        } else {
            int from = runs.get(last).end();
            int to = last + 1 < runs.size() ? runs.get(last + 1).start() : frames;
            length = Math.min(Math.min(windowFrames, frames), from + Math.min(padFrames, (to - from + 1) / 2));
            next = last + 1 < runs.size() ? Math.max(length, to - padFrames) : length;
        }
        count(runs, length, next);
        int count = (int) Math.min((long) length * frameSamples, end - origin);
        SpeechWindow window = new SpeechWindow(windows++, origin, pcm(count));
        drop(next);
        return window;
    }

    private short[] pcm(int count) {
        short[] pcm = new short[count];
        for (int i = 0; i < count; i++) {
            // As Math.round gives it, at a fifth of the cost: the offset makes the number positive before it is cut.
            int rounded = (int) (samples[i] * 32_768.0 + 32_768.5) - 32_768;
            pcm[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, rounded));
        }
        return pcm;
    }

    /** Index of the run that the window ends with; -1 when it has to end within the first one. */
    private int lastRun(List<Run> runs) {
        int fitting = -1;
        while (fitting + 1 < runs.size() && runs.get(fitting + 1).end() <= windowFrames) {
            fitting++;
        }
        if (fitting < 0) {
            return -1;
        }
        if (fitting == runs.size() - 1) {
            // All that is left fits, or the next voice is a second away: no better place than here.
            return fitting;
        }
        int best = bestPause(runs, fitting, windowFrames * 2 / 3);
        return best >= 0 ? best : bestPause(runs, fitting, 0);
    }

    /** The last run that ends a sentence, or the one before the longest pause. */
    private int bestPause(List<Run> runs, int fitting, int fromFrame) {
        int best = -1;
        int longest = 0;
        for (int i = 0; i <= fitting; i++) {
            int pause = runs.get(i + 1).start() - runs.get(i).end();
            if (runs.get(i).end() >= fromFrame && pause >= Math.min(longest, sentencePauseFrames)) {
                best = i;
                longest = Math.max(longest, pause);
            }
        }
        return best;
    }

    /** The end of the quietest frame in a range of frames. */
    private int quietest(int from, int to) {
        int best = to;
        double lowest = Double.MAX_VALUE;
        for (int frame = from; frame < to; frame++) {
            double energy = 0;
            for (int i = frame * frameSamples; i < (frame + 1) * frameSamples; i++) {
                energy += samples[i] * samples[i];
            }
            if (energy < lowest) {
                lowest = energy;
                best = frame + 1;
            }
        }
        return best;
    }

    /** Counts the speech before {@code next}, and how much of it the window holds. */
    private void count(List<Run> runs, int length, int next) {
        for (Run run : runs) {
            speechSamples += (long) frameSamples * Math.max(0, Math.min(run.end(), next) - run.start());
            coveredSamples += (long) frameSamples * Math.max(0, Math.min(run.end(), length) - run.start());
        }
    }

    /** Forgets the first frames. */
    private void drop(int count) {
        System.arraycopy(samples, count * frameSamples, samples, 0, (frames - count) * frameSamples);
        System.arraycopy(speech, count, speech, 0, frames - count);
        frames -= count;
        origin += (long) count * frameSamples;
    }

    private static long toMs(long samples) {
        return samples * 1000 / AudioStream.SAMPLE_RATE;
    }
}
