package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import io.linernotes.prompts.Prompt;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Asks for chapters, one window of the transcript after the other. */
final class ChapterWriter {
    static final int MAX_TITLE = 80;

    private static final int MAX_SUMMARY = 400;
    /** Earlier titles that a later window is shown. */
    private static final int SHOWN_TITLES = 12;

    private final Prompt prompt;

    ChapterWriter(Prompt prompt) {
        this.prompt = prompt;
    }

    /** Of one request, besides the episode. */
    int promptTokens(TokenCounter counter) {
        return counter.tokens(prompt);
    }

    /** Chapters in order, the first at the first sentence; empty when no window could be divided. */
    List<ChapterDraft> write(
            NotesRequest request, EpisodeText text, List<SentenceSpan> windows, Conversation conversation) {
        List<ChapterDraft> chapters = new ArrayList<>();
        int undivided = 0;
        for (int i = 0; i < windows.size(); i++) {
            SentenceSpan window = windows.get(i);
            Reader reader = new Reader(window, chapters.isEmpty(), usualNumber(request, window));
            List<ChapterDraft> added = conversation.ask(
                    "chapters, part %d of %d".formatted(i + 1, windows.size()),
                    prompt,
                    variables(text, window, chapters, reader.usual),
                    reader);
            if (added == null) {
                undivided += window.last() - window.first() + 1;
            } else {
                chapters.addAll(added);
            }
        }
        if (!chapters.isEmpty()) {
            // Whatever precedes the first start belongs to the first chapter.
            chapters.set(0, chapters.get(0).startingAt(1));
            if (undivided > 0) {
                conversation.note(
                        ErrorCode.LLM_OUTPUT_INVALID,
                        "chapters: %d sentences were not divided and count to a neighbouring chapter"
                                .formatted(undivided));
            }
        }
        return chapters;
    }

    private static Map<String, String> variables(
            EpisodeText text, SentenceSpan window, List<ChapterDraft> chapters, Usual usual) {
        String earlier = chapters.subList(Math.max(0, chapters.size() - SHOWN_TITLES), chapters.size()).stream()
                .map(chapter -> "S%d %s".formatted(chapter.first(), chapter.title()))
                .collect(Collectors.joining("\n"));
        Map<String, String> variables = new HashMap<>();
        String transcript = text.lines(TranscriptWindows.withOverlap(window));
        variables.put("episodeFence", text.metadataFence());
        variables.put("episode", text.metadata());
        variables.put("fence", text.fence(earlier + "\n" + transcript));
        variables.put("earlierChapters", earlier.isEmpty() ? "none" : earlier);
        variables.put("transcript", transcript);
        variables.put("first", "S" + window.first());
        variables.put("last", "S" + window.last());
        variables.put("fewest", Integer.toString(usual.fewest()));
        variables.put("most", Integer.toString(usual.most()));
        return variables;
    }

    /** How many chapters people make in such a stretch: 12 to 18 in an hour, relatively more in short recordings. */
    private record Usual(int fewest, int most) {}

    private static Usual usualNumber(NotesRequest request, SentenceSpan window) {
        long ms = request.sentences().get(window.last() - 1).range().endMs()
                - request.sentences().get(window.first() - 1).range().startMs();
        int minutes = (int) Math.min(TimeUnit.MILLISECONDS.toMinutes(ms), 100_000);
        int fewest = Math.max(minutes < 2 ? 1 : 2, minutes / 6);
        return new Usual(fewest, Math.max(minutes < 2 ? 3 : 5, minutes / 3));
    }

    /** Reads the chapters that start in one window. */
    private record Reader(SentenceSpan window, boolean isFirst, Usual usual)
            implements AnswerReader<List<ChapterDraft>> {
        @Override
        public List<ChapterDraft> read(JsonNode answer, Omissions omissions) throws RejectedAnswer {
            JsonNode entries = answer.path("chapters");
            if (entries.isEmpty() && isFirst) {
                throw new RejectedAnswer(Rejection.EMPTY, "$.chapters");
            }
            if (entries.size() > 3 * usual.most()) {
                throw new RejectedAnswer(Rejection.TOO_MANY, "$.chapters");
            }
            List<ChapterDraft> chapters = new ArrayList<>();
            int previous = 0;
            for (int i = 0; i < entries.size(); i++) {
                ChapterDraft chapter = chapter(entries.path(i), "$.chapters[%d]".formatted(i), previous);
                chapters.add(chapter);
                previous = chapter.first();
            }
            return chapters;
        }

        private ChapterDraft chapter(JsonNode entry, String place, int previous) throws RejectedAnswer {
            int first = AnswerText.sentence(entry.path("start"));
            if (first == AnswerText.NO_SENTENCE) {
                throw new RejectedAnswer(Rejection.UNKNOWN_SENTENCE, place + ".start");
            }
            if (!window.contains(first)) {
                throw new RejectedAnswer(Rejection.OUTSIDE_PART, place + ".start");
            }
            if (first <= previous) {
                throw new RejectedAnswer(Rejection.OUT_OF_ORDER, place + ".start");
            }
            String title = text(entry.path("title"), MAX_TITLE, place + ".title");
            String summary = text(entry.path("summary"), MAX_SUMMARY, place + ".summary");
            if (entry.path("evidence").size() > AnswerText.MAX_CITED) {
                throw new RejectedAnswer(Rejection.TOO_MANY, place + ".evidence");
            }
            return new ChapterDraft(first, title, summary, AnswerText.sentences(entry.path("evidence")), null);
        }

        private static String text(JsonNode node, int limit, String place) throws RejectedAnswer {
            String text = AnswerText.clean(node);
            if (!AnswerText.saysSomething(text)) {
                throw new RejectedAnswer(Rejection.TEXT_EMPTY, place);
            }
            if (text.length() > limit) {
                throw new RejectedAnswer(Rejection.TEXT_TOO_LONG, place);
            }
            return text;
        }
    }
}
