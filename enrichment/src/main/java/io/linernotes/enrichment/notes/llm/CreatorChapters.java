package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.transcript.PlainText;
import io.linernotes.enrichment.transcript.Sentence;
import java.util.ArrayList;
import java.util.List;

/**
 * The creator's chapters, each moved to the sentence that starts nearest to its own start. They keep their order and titles;
 * no two start at one sentence, so a chapter without speech takes the next one.
 */
final class CreatorChapters {
    private static final int MAX_TITLE = 80;

    private CreatorChapters() {}

    /** At most as many as there are sentences; chapters beyond that are left out. */
    static List<ChapterDraft> of(NotesRequest request) {
        List<Sentence> sentences = request.sentences();
        List<ChapterDraft> drafts = new ArrayList<>();
        int free = 1;
        for (EmbeddedChapter chapter : request.creatorChapters()) {
            if (free > sentences.size()) {
                break;
            }
            long start = chapter.range().startMs();
            int first = drafts.isEmpty() ? 1 : Math.max(free, nearest(sentences, start));
            drafts.add(new ChapterDraft(first, title(chapter, drafts.size() + 1), null, List.of(), start));
            free = first + 1;
        }
        return drafts;
    }

    private static int nearest(List<Sentence> sentences, long startMs) {
        int best = 1;
        for (Sentence sentence : sentences) {
            if (distance(sentence, startMs) < distance(sentences.get(best - 1), startMs)) {
                best = sentence.number();
            }
        }
        return best;
    }

    private static long distance(Sentence sentence, long startMs) {
        return Math.abs(sentence.range().startMs() - startMs);
    }

    private static String title(EmbeddedChapter chapter, int number) {
        String title = PlainText.oneLine(chapter.title());
        if (title.isEmpty()) {
            return "Chapter " + number;
        }
        return title.length() <= MAX_TITLE ? title : AnswerText.cut(title, MAX_TITLE / 2);
    }
}
