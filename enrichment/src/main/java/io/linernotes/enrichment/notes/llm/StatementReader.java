package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Entity;
import io.linernotes.enrichment.notes.EntityKind;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.Quote;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
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
 * Reads statements about an episode. A statement with bad evidence is kept and marked; one that cannot be shown at all, for
 * its length or for want of a place, is left out and counted.
 */
record StatementReader(List<Sentence> sentences, Outline outline, Evidence evidence)
        implements AnswerReader<EpisodeStatements> {
    private static final int MAX_LINE = 140;
    private static final int MAX_CLAIM = 500;
    private static final int MAX_NOTE = 160;
    private static final int MAX_NAME = 80;
    private static final int MAX_CLAIMS = 10;
    private static final int MAX_QUOTES = 10;
    private static final int MAX_QUOTE = 1_500;
    private static final int MAX_QUOTED_SENTENCES = 12;
    private static final int MAX_ENTITIES = 40;
    private static final Map<String, String> CONTENT =
            Map.of("strong_language", "Strong language", "sensitive_theme", "Sensitive theme", "sponsor", "Sponsor");

    @Override
    public EpisodeStatements read(JsonNode answer, Omissions omissions) throws RejectedAnswer {
        List<Summary> summaries = new ArrayList<>();
        Claim line = claim(answer.path("line"), MAX_LINE, evidence.everything(), omissions);
        if (line != null) {
            summaries.add(new Summary(SummaryKind.LINE, line.text(), List.of(line)));
        }
        List<Claim> paragraph = new ArrayList<>();
        for (JsonNode entry : first(MAX_CLAIMS, answer.path("paragraph"), omissions)) {
            Claim claim = claim(entry, MAX_CLAIM, evidence.everything(), omissions);
            if (claim != null) {
                paragraph.add(claim);
            }
        }
        if (paragraph.isEmpty()) {
            throw new RejectedAnswer(Rejection.EMPTY, "$.paragraph");
        }
        String text = paragraph.stream().map(Claim::text).collect(Collectors.joining(" "));
        summaries.add(new Summary(SummaryKind.PARAGRAPH, text, paragraph));
        Summary contentNote = contentNote(answer.path("contentNote"), omissions);
        if (contentNote != null) {
            summaries.add(contentNote);
        }
        return new EpisodeStatements(
                summaries,
                chapterNotes(answer.path("chapterNotes"), omissions),
                quotes(answer.path("quotes"), omissions),
                entities(answer.path("entities"), omissions));
    }

    private @Nullable Claim claim(JsonNode entry, int limit, SentenceSpan within, Omissions omissions) {
        String text = AnswerText.clean(entry.path("text"));
        Rejection reason = unusable(text, limit, entry.path("evidence"));
        if (reason != null) {
            omissions.add(reason);
            return null;
        }
        return new Claim(text, evidence.claim(text, AnswerText.sentences(entry.path("evidence")), within));
    }

    private Map<Integer, Claim> chapterNotes(JsonNode entries, Omissions omissions) {
        Map<Integer, Claim> notes = new TreeMap<>();
        for (JsonNode entry : entries) {
            int index = outline.indexOf(entry.path("chapter").asText());
            if (index < 0) {
                omissions.add(Rejection.UNKNOWN_CHAPTER);
                continue;
            }
            Claim claim = claim(entry, MAX_CLAIM, outline.span(index), omissions);
            if (claim != null && notes.putIfAbsent(index, claim) != null) {
                omissions.add(Rejection.REPEATED);
            }
        }
        return notes;
    }

    private @Nullable Summary contentNote(JsonNode entries, Omissions omissions) {
        List<Claim> claims = new ArrayList<>();
        for (JsonNode entry : first(MAX_CLAIMS, entries, omissions)) {
            Claim claim = claim(entry, MAX_NOTE, evidence.everything(), omissions);
            if (claim != null) {
                String kind = CONTENT.get(entry.path("kind").asText());
                claims.add(new Claim(kind + ": " + claim.text(), claim.grounding()));
            }
        }
        String text = claims.stream()
                .map(claim -> "- " + Markdown.escaped(claim.text()))
                .collect(Collectors.joining("\n"));
        return claims.isEmpty() ? null : new Summary(SummaryKind.CONTENT_NOTE, text, claims);
    }

    private static @Nullable Rejection unusable(String text, int limit, JsonNode cited) {
        if (!AnswerText.saysSomething(text)) {
            return Rejection.TEXT_EMPTY;
        }
        if (text.length() > limit) {
            return Rejection.TEXT_TOO_LONG;
        }
        return cited.size() > AnswerText.MAX_CITED ? Rejection.TOO_MANY : null;
    }

    private List<Quote> quotes(JsonNode entries, Omissions omissions) {
        List<Quote> quotes = new ArrayList<>();
        for (JsonNode entry : first(MAX_QUOTES, entries, omissions)) {
            String text = AnswerText.clean(entry.path("text"));
            Rejection reason = unusable(text, MAX_QUOTE, entry.path("evidence"));
            if (reason == null) {
                List<Integer> cited = AnswerText.sentences(entry.path("evidence"));
                Grounding grounding = evidence.quote(text, cited, evidence.everything());
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
        for (JsonNode entry : first(MAX_ENTITIES, entries, omissions)) {
            String name = AnswerText.clean(entry.path("name"));
            Grounding grounding = evidence.name(name, AnswerText.sentences(entry.path("evidence")));
            int mentions = evidence.mentions(name);
            Rejection reason = unusable(name, MAX_NAME, entry.path("evidence"));
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

    private static List<JsonNode> first(int limit, JsonNode entries, Omissions omissions) {
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
}
