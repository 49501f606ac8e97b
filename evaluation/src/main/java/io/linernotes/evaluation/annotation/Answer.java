package io.linernotes.evaluation.annotation;

import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a row.
 *
 * @param rating position in the verdicts of the row's kind, from worst to best
 * @param sentence where a chapter starts instead, as a 0-based sentence; null where nobody says so
 * @param text what it should say instead; empty where nobody says so
 */
record Answer(int rating, @Nullable Integer sentence, String text) {
    static final Answer WRONG = new Answer(0, null, "");
    static final Answer RIGHT = new Answer(1, null, "");

    /** Where the chapter of a row starts by this answer, as a 0-based sentence; null when there is none. */
    @Nullable
    Integer place(SheetRow row, NotedEpisode episode) {
        if (sentence != null) {
            return sentence;
        }
        return keeps() && row.startMs() != null ? episode.starts().nearest(row.startMs()) : null;
    }

    /** What a row says by this answer; null when it should not be there. */
    @Nullable
    String said(SheetRow row) {
        if (!text.isEmpty()) {
            return text;
        }
        return keeps() || sentence != null ? row.text() : null;
    }

    private boolean keeps() {
        return equals(RIGHT) || !text.isEmpty();
    }

    /** For whoever decides between answers. */
    String describe(SheetRow row, NotedEpisode episode) {
        StringBuilder words = new StringBuilder(row.kind().verdicts().get(rating));
        if (sentence != null) {
            long start = episode.sentences().get(sentence).range().startMs();
            words.append(", ").append(SheetTime.format(start));
        }
        if (!text.isEmpty()) {
            words.append(", \"").append(text).append('"');
        }
        return words.toString();
    }
}
