package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import java.util.ArrayList;
import java.util.List;
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

    /** Its ids, for the last line of a request. */
    String ids() {
        return sections.size() == 1 ? "C1" : "C1 to C" + sections.size();
    }

    List<SentenceSpan> spans() {
        List<SentenceSpan> spans = new ArrayList<>();
        for (int i = 0; i < sections.size(); i++) {
            spans.add(span(i));
        }
        return spans;
    }
}
