package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A part of the transcript under its chapter headings: whole if it fits, and otherwise blocks of sentences spread evenly over
 * each chapter, with those that the chapter's summary rests on.
 */
final class Reading {
    /** Sentences in a row, so that each block can be understood. */
    private static final int BLOCK = 6;

    private final SentenceSpan part;
    private final String text;
    private final int sentences;

    /**
     * Reads.
     *
     * @param windows that follow one another
     * @param budget in tokens
     */
    Reading(EpisodeText episode, Outline outline, List<SentenceSpan> windows, int budget) {
        SentenceSpan part = new SentenceSpan(
                windows.get(0).first(), windows.get(windows.size() - 1).last());
        double share = Math.min(1, (double) budget / episode.tokens(part));
        StringBuilder lines = new StringBuilder();
        int count = 0;
        for (int i = outline.in(part).from(); i <= outline.in(part).to(); i++) {
            BitSet chosen = chosen(outline.span(i).within(part), outline.section(i), share);
            count += chosen.cardinality();
            lines.append("## C%d %s\n".formatted(i + 1, outline.section(i).title()));
            append(lines, episode, chosen);
        }
        this.part = part;
        this.text = lines.toString().strip();
        this.sentences = count;
    }

    /** Neighbouring windows in as few and as equal lists as hold so many each. */
    static <T> List<List<T>> parts(List<T> windows, int most) {
        int count = (windows.size() + most - 1) / most;
        return IntStream.range(0, count)
                .mapToObj(i -> windows.subList(windows.size() * i / count, windows.size() * (i + 1) / count))
                .toList();
    }

    SentenceSpan part() {
        return part;
    }

    String text() {
        return text;
    }

    /** How many sentences it holds. */
    int sentences() {
        return sentences;
    }

    private static BitSet chosen(SentenceSpan span, ChapterDraft chapter, double share) {
        BitSet chosen = new BitSet();
        int length = span.last() - span.first() + 1;
        if (share >= 1) {
            chosen.set(span.first(), span.last() + 1);
            return chosen;
        }
        chapter.cited().stream().filter(span::contains).forEach(chosen::set);
        int wanted = Math.max(1, (int) (length * share) - chosen.cardinality());
        int blocks = Math.max(1, wanted / BLOCK);
        int size = Math.min(wanted, BLOCK);
        for (int i = 0; i < blocks; i++) {
            int offset = blocks == 1 ? 0 : (int) ((long) (length - size) * i / (blocks - 1));
            chosen.set(span.first() + offset, span.first() + offset + size);
        }
        return chosen;
    }

    private static void append(StringBuilder lines, EpisodeText episode, BitSet chosen) {
        int previous = chosen.nextSetBit(0);
        for (int number = previous; number >= 0; number = chosen.nextSetBit(number + 1)) {
            if (number > previous + 1) {
                lines.append("…\n");
            }
            lines.append(episode.line(number)).append('\n');
            previous = number;
        }
    }
}
