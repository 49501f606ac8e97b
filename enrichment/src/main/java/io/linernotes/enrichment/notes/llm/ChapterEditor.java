package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.notes.evidence.Evidence;
import java.util.ArrayList;
import java.util.List;

/** Makes chapters of proposed ones: joins neighbours, and takes over titles that hold only what is said. */
final class ChapterEditor {
    private final Outline proposed;
    private final List<ChapterEdit> edits;
    private final List<ChapterDraft> chapters = new ArrayList<>();
    private final int[] chapterOf;

    /** @param edits one for each proposed chapter; the first one continues nothing */
    ChapterEditor(Outline proposed, List<ChapterEdit> edits) {
        this.proposed = proposed;
        this.edits = List.copyOf(edits);
        this.chapterOf = new int[edits.size()];
        for (int i = 0; i < edits.size(); i++) {
            ChapterDraft draft = proposed.section(i);
            if (edits.get(i).continues()) {
                chapters.add(chapters.remove(chapters.size() - 1).joinedWith(draft));
            } else {
                chapters.add(draft);
            }
            chapterOf[i] = chapters.size() - 1;
        }
    }

    /** The chapters with their titles. A title that the chapter does not support is not taken over, which is a finding. */
    List<ChapterDraft> chapters(Evidence evidence, Conversation conversation) {
        Outline joined = new Outline(chapters, evidence.everything().last());
        List<ChapterDraft> titled = new ArrayList<>(chapters);
        int refused = 0;
        for (int i = 0; i < edits.size(); i++) {
            String title = edits.get(i).title();
            int index = chapterOf[i];
            if (edits.get(i).continues()
                    || title.isEmpty()
                    || title.equals(proposed.section(i).title())) {
                continue;
            }
            if (evidence.isHeading(title, joined.span(index))) {
                titled.set(index, titled.get(index).titled(title));
            } else {
                refused++;
            }
        }
        if (refused > 0) {
            conversation.note(
                    ErrorCode.LLM_OUTPUT_INVALID,
                    "consistency: titles stay as they were proposed: reason = %s, count = %d"
                            .formatted(Rejection.NOT_SUPPORTED, refused));
        }
        return titled;
    }

    /** The index of the chapter that a proposed one became, or became a part of. */
    int chapterOf(int proposedIndex) {
        return chapterOf[proposedIndex];
    }
}
