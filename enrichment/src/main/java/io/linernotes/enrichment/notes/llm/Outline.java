package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The chapters as later questions name them: {@code C1}, {@code C2}. Without chapters, the recording is one section. */
final class Outline {
    private final List<ChapterDraft> sections;
    private final boolean chaptered;
    private final int sentences;

    /** @param chapters in order, the first at the first sentence; may be empty */
    Outline(List<ChapterDraft> chapters, int sentences) {
        this.chaptered = !chapters.isEmpty();
        this.sections = chaptered
                ? List.copyOf(chapters)
                : List.of(new ChapterDraft(1, "(whole recording)", null, List.of(), null));
        this.sentences = sentences;
    }

    boolean isChaptered() {
        return chaptered;
    }

    int size() {
        return sections.size();
    }

    /** None when there are no chapters. */
    List<ChapterDraft> chapters() {
        return chaptered ? sections : List.of();
    }

    ChapterDraft section(int index) {
        return sections.get(index);
    }

    SentenceSpan span(int index) {
        int last = index + 1 < sections.size() ? sections.get(index + 1).first() - 1 : sentences;
        return new SentenceSpan(sections.get(index).first(), last);
    }

    /** What the tables call the section: its chapter's index, or null when there are no chapters. */
    @Nullable
    Integer chapter(int index) {
        return chaptered ? index : null;
    }

    /** The section that an answer names; -1 when there is none. */
    int indexOf(String id) {
        for (int i = 0; i < sections.size(); i++) {
            if (id.equals("C" + (i + 1))) {
                return i;
            }
        }
        return -1;
    }

    /** The section that a sentence belongs to. */
    int indexAt(int sentence) {
        int index = 0;
        while (index + 1 < sections.size() && sections.get(index + 1).first() <= sentence) {
            index++;
        }
        return index;
    }

    /** The sections that start in a span; empty, from the size on, when none does. */
    IndexRange startingIn(SentenceSpan span) {
        int from = indexAt(span.first());
        return new IndexRange(sections.get(from).first() < span.first() ? from + 1 : from, indexAt(span.last()));
    }

    /** The sections that have sentences in a span. */
    IndexRange in(SentenceSpan span) {
        return new IndexRange(indexAt(span.first()), indexAt(span.last()));
    }

    /** Ids of sections, for the last line of a request. */
    String ids(IndexRange range) {
        String from = "C" + (range.from() + 1);
        return range.size() == 1 ? from : "%s to C%d".formatted(from, range.to() + 1);
    }

    /** Ids and titles of the last sections before one, at most so many, one a line. */
    String titlesBefore(int index, int most) {
        return IntStream.range(Math.max(0, index - most), index)
                .mapToObj(i -> "C%d %s".formatted(i + 1, sections.get(i).title()))
                .collect(Collectors.joining("\n"));
    }

    /**
     * Neighbouring sections.
     *
     * @param to included; before {@code from} when there are none
     */
    record IndexRange(int from, int to) {
        int size() {
            return Math.max(0, to - from + 1);
        }

        boolean contains(int index) {
            return from <= index && index <= to;
        }
    }
}
