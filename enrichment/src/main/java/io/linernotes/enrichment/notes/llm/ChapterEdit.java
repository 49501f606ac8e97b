package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.notes.llm.Outline.IndexRange;
import java.util.ArrayList;
import java.util.List;

/**
 * What a model makes of a proposed chapter.
 *
 * @param title a chapter's title, or empty to keep the proposed one
 * @param continues whether it is one with the chapter before it
 */
record ChapterEdit(String title, boolean continues) {
    /** The chapter stays as it is. */
    static final ChapterEdit NONE = new ChapterEdit("", false);

    /**
     * One for each chapter that was asked about, in order.
     *
     * @throws RejectedAnswer when one is missing, twice there, in another place or not known, or when most are joined
     */
    static List<ChapterEdit> read(JsonNode entries, Outline outline, IndexRange asked, Omissions omissions)
            throws RejectedAnswer {
        List<ChapterEdit> edits = new ArrayList<>();
        int joined = 0;
        for (int i = 0; i < entries.size(); i++) {
            JsonNode entry = entries.path(i);
            int index = outline.indexOf(entry.path("chapter").asText());
            int due = asked.from() + i;
            if (index != due) {
                throw new RejectedAnswer(reason(index, due, asked), "$.chapters[%d].chapter".formatted(i));
            }
            edits.add(new ChapterEdit(
                    title(entry, omissions), entry.path("continues").asBoolean() && index > 0));
            joined += edits.get(i).continues ? 1 : 0;
        }
        if (edits.size() < asked.size()) {
            throw new RejectedAnswer(Rejection.LEFT_OUT, "$.chapters");
        }
        if (2 * joined > edits.size()) {
            throw new RejectedAnswer(Rejection.JOINED_TOO_MANY, "$.chapters");
        }
        return edits;
    }

    private static Rejection reason(int index, int due, IndexRange asked) {
        if (!asked.contains(index)) {
            return Rejection.UNKNOWN_CHAPTER;
        }
        return index > due ? Rejection.LEFT_OUT : Rejection.REPEATED;
    }

    private static String title(JsonNode entry, Omissions omissions) {
        String title = AnswerText.clean(entry.path("title"));
        if (!AnswerText.saysSomething(title)) {
            omissions.add(Rejection.TEXT_EMPTY);
            return "";
        }
        if (title.length() > ChapterWriter.MAX_TITLE) {
            omissions.add(Rejection.TEXT_TOO_LONG);
            return "";
        }
        return title;
    }
}
