package io.linernotes.evaluation.judge;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.notes.llm.AnswerReader;
import io.linernotes.enrichment.notes.llm.AnswerText;
import io.linernotes.enrichment.notes.llm.Omissions;
import io.linernotes.enrichment.notes.llm.RejectedAnswer;
import io.linernotes.enrichment.notes.llm.Rejection;
import io.linernotes.evaluation.gold.ClaimVerdict;
import io.linernotes.evaluation.judge.Opinion.Given;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the answer to one question. A judge that skips a claim, judges one twice or cites a sentence that it was not shown
 * has not looked: nothing of such an answer is used.
 *
 * @param claims how many were listed
 * @param points how many were listed
 * @param shown numbers of the sentences in the prompt
 */
record JudgeReader(int claims, int points, BitSet shown) implements AnswerReader<JudgeReader.Answer> {
    private static final Pattern ID = Pattern.compile("[KP]([1-9][0-9]{0,4})");
    private static final int MAX_REASON = 400;

    /** One verdict for each listed claim and point, in the order of the lists. */
    record Answer(List<Given<ClaimVerdict>> claims, List<Given<PointVerdict>> points) {}

    @Override
    public Answer read(JsonNode answer, Omissions omissions) throws RejectedAnswer {
        for (JsonNode entry : answer.path("claims")) {
            for (JsonNode sentence : entry.path("evidence")) {
                if (!shown.get(AnswerText.sentence(sentence))) {
                    throw new RejectedAnswer(Rejection.UNKNOWN_SENTENCE, "$.claims");
                }
            }
        }
        return new Answer(
                verdicts(answer.path("claims"), "claim", "K", claims, ClaimVerdict.class),
                verdicts(answer.path("coverage"), "point", "P", points, PointVerdict.class));
    }

    private static <V extends Enum<V>> List<Given<V>> verdicts(
            JsonNode entries, String name, String letter, int listed, Class<V> type) throws RejectedAnswer {
        List<@Nullable Given<V>> given = new ArrayList<>(Collections.nCopies(listed, null));
        for (JsonNode entry : entries) {
            String id = entry.path(name).asText();
            Matcher matcher = ID.matcher(id);
            int number = matcher.matches() && id.startsWith(letter) ? Integer.parseInt(matcher.group(1)) : 0;
            if (number < 1 || number > listed) {
                throw new RejectedAnswer(Rejection.NOT_ASKED, "$." + name);
            }
            V verdict = Enum.valueOf(type, entry.path("verdict").asText().toUpperCase(Locale.ROOT));
            String reason = AnswerText.cut(AnswerText.clean(entry.path("reason")), MAX_REASON);
            if (given.set(number - 1, new Given<>(verdict, reason)) != null) {
                throw new RejectedAnswer(Rejection.REPEATED, "$." + name);
            }
        }
        List<Given<V>> complete = new ArrayList<>();
        for (Given<V> verdict : given) {
            if (verdict == null) {
                throw new RejectedAnswer(Rejection.LEFT_OUT, "$." + name);
            }
            complete.add(verdict);
        }
        return complete;
    }
}
