package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.ChapterSource;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chapter in sentences; code turns it into times.
 *
 * @param first number of its first sentence
 * @param cited what the model cites for title and summary
 * @param creatorStartMs null for generated chapters
 */
record ChapterDraft(
        int first,
        String title,
        @Nullable String summary,
        List<Integer> cited,
        @Nullable Long creatorStartMs) {
    private static final int LONGEST_SUMMARY = 500;

    ChapterDraft {
        cited = List.copyOf(cited);
    }

    ChapterDraft startingAt(int sentence) {
        return new ChapterDraft(sentence, title, summary, cited, creatorStartMs);
    }

    ChapterDraft titled(String other) {
        return new ChapterDraft(first, other, summary, cited, creatorStartMs);
    }

    /** One chapter of this and the next; both summaries, as long as they are short. */
    ChapterDraft joinedWith(ChapterDraft next) {
        String both = summary + " " + next.summary;
        if (both.length() > LONGEST_SUMMARY) {
            return this;
        }
        List<Integer> all = new ArrayList<>(cited);
        all.addAll(next.cited);
        return new ChapterDraft(first, title, both, all, creatorStartMs);
    }

    ChapterDraft summarisedBy(String text) {
        return new ChapterDraft(first, title, text, cited, creatorStartMs);
    }

    ChapterSource source() {
        return creatorStartMs == null ? ChapterSource.GENERATED : ChapterSource.CREATOR;
    }

    /** The chapter with its times: until the next one's first sentence, or to the end of the last sentence. */
    Chapter at(int index, SentenceSpan span, List<Sentence> sentences, Grounding grounding) {
        long start = sentences.get(span.first() - 1).range().startMs();
        long end = span.last() < sentences.size()
                ? sentences.get(span.last()).range().startMs()
                : sentences.get(span.last() - 1).range().endMs();
        return new Chapter(index, new TimeRange(start, end), title, summary, source(), creatorStartMs, grounding);
    }
}
