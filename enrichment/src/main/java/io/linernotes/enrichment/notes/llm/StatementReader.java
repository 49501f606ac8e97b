package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Entity;
import io.linernotes.enrichment.notes.EntityKind;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.Quote;
import io.linernotes.enrichment.notes.evidence.Evidence;
import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import io.linernotes.enrichment.transcript.PlainText;
import io.linernotes.enrichment.transcript.Sentence;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads statements about a part of a recording. A statement with bad evidence is kept and marked; one that cannot be shown at
 * all, for its length or for want of a place, is left out and counted.
 *
 * @param part where evidence has to lie
 */
record StatementReader(List<Sentence> sentences, Outline outline, SentenceSpan part, Evidence evidence)
        implements AnswerReader<EpisodeStatements> {
    private static final int MAX_NOTE = 160;
    private static final int MAX_NAME = 80;
    private static final int MAX_QUOTES = 10;
    private static final int MAX_QUOTE = 1_500;
    private static final int MAX_QUOTED_SENTENCES = 12;
    private static final int MAX_ENTITIES = 40;
    private static final Map<String, String> CONTENT =
            Map.of("strong_language", "Strong language", "sensitive_theme", "Sensitive theme", "sponsor", "Sponsor");

    @Override
    public EpisodeStatements read(JsonNode answer, Omissions omissions) throws RejectedAnswer {
        SummaryReader reader = new SummaryReader(evidence, part, AnswerText::sentences);
        return new EpisodeStatements(
                reader.read(answer, omissions),
                content(reader, answer.path("contentNote"), omissions),
                chapterNotes(reader, answer.path("chapterNotes"), omissions),
                quotes(answer.path("quotes"), omissions),
                entities(answer.path("entities"), omissions));
    }

    private Map<Integer, Claim> chapterNotes(SummaryReader reader, JsonNode entries, Omissions omissions) {
        Map<Integer, Claim> notes = new TreeMap<>();
        for (JsonNode entry : entries) {
            int index = outline.indexOf(entry.path("chapter").asText());
            if (!outline.in(part).contains(index)) {
                omissions.add(Rejection.UNKNOWN_CHAPTER);
                continue;
            }
            Claim claim = reader.claim(
                    entry, SummaryReader.MAX_CLAIM, outline.span(index).within(part), omissions);
            if (claim != null && notes.putIfAbsent(index, claim) != null) {
                omissions.add(Rejection.REPEATED);
            }
        }
        return notes;
    }

    private static List<Claim> content(SummaryReader reader, JsonNode entries, Omissions omissions) {
        List<Claim> claims = new ArrayList<>();
        for (JsonNode entry : AnswerText.first(SummaryReader.MAX_CLAIMS, entries, omissions)) {
            Claim claim = reader.claim(entry, MAX_NOTE, reader.within(), omissions);
            if (claim != null) {
                String kind = CONTENT.get(entry.path("kind").asText());
                claims.add(new Claim(kind + ": " + claim.text(), claim.grounding()));
            }
        }
        return claims;
    }

    private List<Quote> quotes(JsonNode entries, Omissions omissions) {
        List<Quote> quotes = new ArrayList<>();
        for (JsonNode entry : AnswerText.first(MAX_QUOTES, entries, omissions)) {
            String text = AnswerText.clean(entry.path("text"));
            Rejection reason =
                    AnswerText.unusable(text, MAX_QUOTE, entry.path("evidence").size());
            if (reason == null) {
                List<Integer> cited = AnswerText.sentences(entry.path("evidence"));
                Grounding grounding = evidence.quote(text, cited, part);
                reason = unquotable(grounding.sentences());
                if (reason == null) {
                    quotes.add(quote(text, grounding));
                }
            }
            if (reason != null) {
                omissions.add(reason);
            }
        }
        return quotes;
    }

    /** A quotation needs a place in the recording: neighbouring sentences, and not too many. */
    private static @Nullable Rejection unquotable(List<Integer> cited) {
        if (cited.isEmpty()) {
            return Rejection.UNKNOWN_SENTENCE;
        }
        if (cited.get(cited.size() - 1) - cited.get(0) != cited.size() - 1) {
            return Rejection.NOT_CONSECUTIVE;
        }
        return cited.size() > MAX_QUOTED_SENTENCES ? Rejection.TEXT_TOO_LONG : null;
    }

    /** Of a quotation that was found, the transcript's own words are shown. */
    private Quote quote(String text, Grounding grounding) {
        List<Sentence> quoted = grounding.sentences().stream()
                .map(number -> sentences.get(number - 1))
                .toList();
        Sentence first = quoted.get(0);
        Sentence last = quoted.get(quoted.size() - 1);
        String said = PlainText.oneLine(quoted.stream().map(Sentence::text).collect(Collectors.joining(" ")));
        Set<@Nullable String> speakers = new HashSet<>();
        quoted.forEach(sentence -> speakers.add(sentence.speaker()));
        return new Quote(
                first.range().span(last.range()),
                grounding.isVerified() ? said : text,
                speakers.size() == 1 && first.speaker() != null ? PlainText.oneLine(first.speaker()) : null,
                grounding);
    }

    private List<Entity> entities(JsonNode entries, Omissions omissions) {
        List<Entity> entities = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (JsonNode entry : AnswerText.first(MAX_ENTITIES, entries, omissions)) {
            String name = AnswerText.clean(entry.path("name"));
            Grounding grounding = evidence.name(name, AnswerText.sentences(entry.path("evidence")));
            int mentions = evidence.mentions(name);
            Rejection reason =
                    AnswerText.unusable(name, MAX_NAME, entry.path("evidence").size());
            if (reason == null && mentions == 0 && !grounding.isVerified()) {
                reason = Rejection.NEVER_SAID;
            }
            if (reason == null && !seen.add(name)) {
                reason = Rejection.REPEATED;
            }
            if (reason == null) {
                EntityKind kind = EntityKind.valueOf(entry.path("kind").asText().toUpperCase(Locale.ROOT));
                entities.add(new Entity(name, kind, Math.max(1, mentions), grounding));
            } else {
                omissions.add(reason);
            }
        }
        return entities;
    }
}
