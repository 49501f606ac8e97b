package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.transcript.PlainText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the small parts of an answer: texts and sentence ids. */
public final class AnswerText {
    /** Not a sentence's number: it gives a doubt where it is cited. */
    public static final int NO_SENTENCE = 0;

    /** Sentences that one statement may cite: more would prove anything, and cost time to check. */
    static final int MAX_CITED = 60;

    private static final Pattern ID = Pattern.compile("S([1-9][0-9]{0,6})");

    private AnswerText() {}

    /** A text of an answer: one line, without characters that nobody sees. */
    public static String clean(JsonNode text) {
        return PlainText.oneLine(text.asText());
    }

    /** The number in {@code S12}; {@link #NO_SENTENCE} for anything else. */
    public static int sentence(JsonNode id) {
        Matcher matcher = ID.matcher(id.asText());
        return matcher.matches() ? Integer.parseInt(matcher.group(1)) : NO_SENTENCE;
    }

    static List<Integer> sentences(JsonNode ids) {
        List<Integer> numbers = new ArrayList<>();
        ids.forEach(id -> numbers.add(sentence(id)));
        return numbers;
    }

    /** At most so many code points, and a mark when there were more: half a surrogate pair is no text. */
    public static String cut(String text, int codePoints) {
        return text.codePointCount(0, text.length()) <= codePoints
                ? text
                : text.substring(0, text.offsetByCodePoints(0, codePoints)) + "…";
    }

    /** Why a text with so many ids beside it cannot be shown; null when it can. */
    static @Nullable Rejection unusable(String text, int limit, int cited) {
        if (!saysSomething(text)) {
            return Rejection.TEXT_EMPTY;
        }
        if (text.length() > limit) {
            return Rejection.TEXT_TOO_LONG;
        }
        return cited > MAX_CITED ? Rejection.TOO_MANY : null;
    }

    /** The first entries of a list; the others are counted. */
    static List<JsonNode> first(int limit, JsonNode entries, Omissions omissions) {
        List<JsonNode> kept = new ArrayList<>();
        for (JsonNode entry : entries) {
            if (kept.size() < limit) {
                kept.add(entry);
            } else {
                omissions.add(Rejection.TOO_MANY);
            }
        }
        return kept;
    }

    /** Whether there is a letter or a digit in it. */
    static boolean saysSomething(String text) {
        return text.codePoints().anyMatch(Character::isLetterOrDigit);
    }
}
