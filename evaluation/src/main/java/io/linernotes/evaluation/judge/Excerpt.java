package io.linernotes.evaluation.judge;

import io.linernotes.enrichment.notes.llm.EpisodeText;
import java.util.BitSet;
import java.util.List;

/** What a judge is shown of a transcript: all of it or, of a long one, the sentences that claims cite and those around. */
final class Excerpt {
    private final EpisodeText text;
    private final int sentences;
    private final int budget;
    private final boolean whole;

    /**
     * Measures a transcript.
     *
     * @param sentences how many it has
     * @param budget tokens that may be shown
     */
    Excerpt(EpisodeText text, int sentences, int budget) {
        this.text = text;
        this.sentences = sentences;
        this.budget = budget;
        this.whole = tokens(all()) <= budget;
    }

    /** Whether all of it fits. */
    boolean isWhole() {
        return whole;
    }

    /** Numbers of sentences to show: everything, else the cited ones and as many around each as fit. */
    BitSet around(List<List<Integer>> cited) {
        if (whole) {
            return all();
        }
        BitSet shown = new BitSet();
        int used = 0;
        for (List<Integer> numbers : cited) {
            for (int number : numbers) {
                if (number <= sentences && !shown.get(number) && used + text.tokens(number) <= budget) {
                    shown.set(number);
                    used += text.tokens(number);
                }
            }
        }
        for (BitSet wider = wider(shown); tokens(wider) <= budget && !wider.equals(shown); wider = wider(shown)) {
            shown = wider;
        }
        return shown;
    }

    /** One line a sentence, with a mark where some are left out. */
    String lines(BitSet shown) {
        StringBuilder lines = new StringBuilder();
        int expected = 1;
        for (int number = shown.nextSetBit(0); number >= 0; number = shown.nextSetBit(number + 1)) {
            lines.append(number > expected ? "…\n" : "")
                    .append(text.line(number))
                    .append('\n');
            expected = number + 1;
        }
        return lines.append(expected <= sentences ? "…" : "").toString().strip();
    }

    private BitSet wider(BitSet shown) {
        BitSet wider = (BitSet) shown.clone();
        shown.stream().forEach(number -> {
            wider.set(Math.max(1, number - 1));
            wider.set(Math.min(sentences, number + 1));
        });
        return wider;
    }

    private BitSet all() {
        BitSet all = new BitSet();
        all.set(1, sentences + 1);
        return all;
    }

    private int tokens(BitSet shown) {
        return shown.stream().map(text::tokens).sum();
    }
}
