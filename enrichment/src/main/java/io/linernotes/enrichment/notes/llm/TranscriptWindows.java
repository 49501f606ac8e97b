package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import io.linernotes.enrichment.transcript.Sentence;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a transcript into as few windows as the budget allows, of about equal size, each at the longest pause near its due
 * end: a long pause is where a topic is least likely to be cut in two.
 */
final class TranscriptWindows {
    /** Sentences repeated from the window before, so that the model sees what it continues. */
    static final int OVERLAP = 6;

    /** Where a window may end, as a share of its due size. */
    private static final double EARLIEST = 0.85;

    private static final double LATEST = 1.05;

    private final List<Sentence> sentences;
    private final EpisodeText text;
    private final int budget;

    /** @param budget tokens of transcript in one window, overlap included */
    TranscriptWindows(List<Sentence> sentences, EpisodeText text, int budget) {
        this.sentences = sentences;
        this.text = text;
        this.budget = budget;
    }

    /** Spans without overlap that cover all sentences in order. A sentence larger than the budget is a window of its own. */
    List<SentenceSpan> split() {
        List<SentenceSpan> windows = new ArrayList<>();
        int remaining = text.tokens(new SentenceSpan(1, sentences.size()));
        int first = 1;
        while (first <= sentences.size()) {
            int usable = Math.max(1, budget - (first == 1 ? 0 : overlapTokens(first)));
            int last = remaining <= usable ? sentences.size() : lastOfWindow(first, remaining, usable);
            windows.add(new SentenceSpan(first, last));
            remaining -= text.tokens(new SentenceSpan(first, last));
            first = last + 1;
        }
        return windows;
    }

    /** The window with the sentences before it that are repeated. */
    static SentenceSpan withOverlap(SentenceSpan window) {
        return new SentenceSpan(Math.max(1, window.first() - OVERLAP), window.last());
    }

    private int overlapTokens(int first) {
        return text.tokens(new SentenceSpan(Math.max(1, first - OVERLAP), first - 1));
    }

    private int lastOfWindow(int first, int remaining, int usable) {
        double due = remaining / Math.ceil((double) remaining / usable);
        int best = first;
        long bestPause = -1;
        int taken = 0;
        for (int number = first; number < sentences.size(); number++) {
            taken += text.tokens(number);
            if (taken > Math.min(usable, due * LATEST)) {
                break;
            }
            long pause = pauseAfter(number);
            if (taken < due * EARLIEST) {
                best = number;
            } else if (pause > bestPause) {
                best = number;
                bestPause = pause;
            }
        }
        return best;
    }

    private long pauseAfter(int number) {
        return sentences.get(number).range().startMs()
                - sentences.get(number - 1).range().endMs();
    }
}
