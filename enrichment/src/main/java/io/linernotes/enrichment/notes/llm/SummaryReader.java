package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.notes.evidence.Evidence;
import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads claims, and the line and the paragraph that are made of them.
 *
 * @param within where evidence has to lie
 * @param cited numbers of the sentences behind the ids that a claim names
 */
record SummaryReader(Evidence evidence, SentenceSpan within, Function<JsonNode, List<Integer>> cited)
        implements AnswerReader<List<Summary>> {
    static final int MAX_CLAIMS = 10;
    static final int MAX_CLAIM = 500;

    private static final int MAX_LINE = 140;

    @Override
    public List<Summary> read(JsonNode answer, Omissions omissions) throws RejectedAnswer {
        List<Summary> summaries = new ArrayList<>();
        Claim line = claim(answer.path("line"), MAX_LINE, within, omissions);
        if (line != null) {
            summaries.add(new Summary(SummaryKind.LINE, line.text(), List.of(line)));
        }
        List<Claim> paragraph = claims(answer.path("paragraph"), MAX_CLAIM, omissions);
        if (paragraph.isEmpty()) {
            throw new RejectedAnswer(Rejection.EMPTY, "$.paragraph");
        }
        summaries.add(paragraph(paragraph));
        return summaries;
    }

    static Summary paragraph(List<Claim> claims) {
        return new Summary(
                SummaryKind.PARAGRAPH, claims.stream().map(Claim::text).collect(Collectors.joining(" ")), claims);
    }

    private List<Claim> claims(JsonNode entries, int limit, Omissions omissions) {
        List<Claim> claims = new ArrayList<>();
        for (JsonNode entry : AnswerText.first(MAX_CLAIMS, entries, omissions)) {
            Claim claim = claim(entry, limit, within, omissions);
            if (claim != null) {
                claims.add(claim);
            }
        }
        return claims;
    }

    /** Null when the entry cannot be shown at all. */
    @Nullable
    Claim claim(JsonNode entry, int limit, SentenceSpan span, Omissions omissions) {
        String text = AnswerText.clean(entry.path("text"));
        List<Integer> sentences = cited.apply(entry.path("evidence"));
        Rejection reason = AnswerText.unusable(text, limit, sentences.size());
        if (reason != null) {
            omissions.add(reason);
            return null;
        }
        return new Claim(text, evidence.claim(text, sentences, span));
    }
}
