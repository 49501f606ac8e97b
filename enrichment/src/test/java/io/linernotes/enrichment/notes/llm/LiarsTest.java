package io.linernotes.enrichment.notes.llm;

import static io.linernotes.enrichment.notes.llm.LyingModel.EPISODE;
import static io.linernotes.enrichment.notes.llm.LyingModel.edit;
import static io.linernotes.enrichment.notes.llm.LyingModel.lying;
import static io.linernotes.enrichment.notes.llm.LyingModel.statement;
import static io.linernotes.enrichment.notes.llm.LyingModel.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.notes.Doubt;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Every way in which a model lies has a reason that is counted, and no lie leaves as a verified statement. */
@Timeout(60)
class LiarsTest {
    private static final String CHAPTERS = "chapters";
    private static final String TOPICS = "topics";
    private static final String NOTES = "notes";
    private static final String SAID = EPISODE.sentences().get(3).text();

    /**
     * A lie, and all that is counted because of it.
     *
     * @param falsehood stands in no verified statement; null when the lie is a matter of form
     */
    private record Lie(
            String name,
            String task,
            UnaryOperator<String> lie,
            String counted,
            @Nullable String falsehood) {
        @Override
        public String toString() {
            return task + ": " + name;
        }
    }

    static final List<Lie> LIES = List.of(
            // Ids that are none, or not there.
            chapters("a start that does not exist", refused("OUTSIDE_PART at $.chapters[1].start"), 1, start("S4000")),
            chapters("a start before the first", refused("UNKNOWN_SENTENCE at $.chapters[0].start"), 0, start("S0")),
            claim("cites a sentence that does not exist", Doubt.UNKNOWN_SENTENCE, "The letter arrives.", "S4000"),
            claim("cites a sentence before the first", Doubt.UNKNOWN_SENTENCE, "The letter arrives.", "S0"),
            claim("cites something else", Doubt.UNKNOWN_SENTENCE, "The letter arrives.", "the first sentence"),
            claim("cites nothing", Doubt.NO_EVIDENCE, "The letter arrives."),
            claim(
                    "cites what says something else",
                    Doubt.TOO_FAR_FROM_EVIDENCE,
                    "The weather is cold in winter.",
                    "S3"),
            notes(
                    "cites another chapter",
                    doubt(Doubt.OUTSIDE_CHAPTER),
                    "Martha waters the beans.",
                    answer -> statement((ObjectNode) answer.at("/chapterNotes/0"), "Martha waters the beans.", "S39")),
            chapter(
                    "cites another chapter",
                    Doubt.OUTSIDE_CHAPTER,
                    2,
                    "Martha counts",
                    entry -> cite(entry.put("summary", "Martha counts two hundred and six stairs."), "S5")),
            notes(
                    "a note on a chapter that does not exist",
                    leftOut("UNKNOWN_CHAPTER", 1),
                    "The letter arrives.",
                    answer -> statement(
                            ((ArrayNode) answer.path("chapterNotes"))
                                    .addObject()
                                    .put("chapter", "C99"),
                            "The letter arrives.",
                            "S3")),
            topics(
                    "topics of a chapter that does not exist",
                    leftOut("UNKNOWN_CHAPTER", 1),
                    answer -> ((ObjectNode) answer.at("/chapters/0")).put("chapter", "C99")),
            topics(
                    "a label that is not listed",
                    leftOut("UNKNOWN_LABEL", 1),
                    answer -> ((ObjectNode) answer.at("/chapters/0/labels/0")).put("label", "astrology")),
            topics(
                    "a label for another chapter's sentence",
                    doubt(Doubt.OUTSIDE_CHAPTER),
                    answer -> cite((ObjectNode) answer.at("/chapters/0/labels/0"), "S39")),
            // Times.
            chapters("a time for a start", refused("UNKNOWN_SENTENCE at $.chapters[1].start"), 1, start("00:57")),
            chapters(
                    "a time beside the start",
                    refused("NOT_IN_SCHEMA at $.chapters[1]: unknown property"),
                    1,
                    entry -> entry.put("startTime", "00:57")),
            claim("a time in a statement", Doubt.NUMBER_NOT_FOUND, "At 12:34 the letter arrives.", "S3"),
            // Quotations.
            quote("words that nobody said", doubt(Doubt.QUOTE_NOT_FOUND), "I never loved the sea at all.", "S4"),
            quote(
                    "another number",
                    doubt(Doubt.QUOTE_NOT_FOUND),
                    "There were three hundred and six stairs in the lighthouse.",
                    "S5"),
            quote("of a sentence that does not exist", leftOut("UNKNOWN_SENTENCE", 1), SAID, "S4000"),
            quote("of distant sentences", leftOut("NOT_CONSECUTIVE", 1), "Nobody ever said these words.", "S4", "S9"),
            quote(
                    "of too many sentences",
                    leftOut("TOO_MANY", 1),
                    SAID,
                    Collections.nCopies(61, "S4").toArray(String[]::new)),
            quote("without end", leftOut("TEXT_TOO_LONG", 1), "a ".repeat(1_000), "S4"),
            // Numbers.
            claim("another year", Doubt.NUMBER_NOT_FOUND, "The letter arrives on a Tuesday in 1887.", "S3"),
            claim("another count", Doubt.NUMBER_NOT_FOUND, "Martha counts three hundred stairs.", "S5"),
            chapter(
                    "a number in a title",
                    Doubt.NUMBER_NOT_FOUND,
                    1,
                    "4000 letters",
                    entry -> entry.put("title", "How 4000 letters arrive")),
            topics(
                    "more than everything",
                    leftOut("BAD_NUMBER", 1),
                    answer -> ((ObjectNode) answer.at("/chapters/0/labels/0")).put("salience", 7)),
            // Names.
            claim("somebody else", Doubt.NAME_NOT_FOUND, "The letter is from Captain Ahab.", "S3"),
            claim("somebody else, first of all", Doubt.NAME_NOT_FOUND, "Ahab wrote the letter.", "S3"),
            chapter(
                    "a name in a title",
                    Doubt.NAME_NOT_FOUND,
                    1,
                    "Moby Dick",
                    entry -> entry.put("title", "How Moby Dick came to Paris")),
            chapter(
                    "a name in a summary",
                    Doubt.NAME_NOT_FOUND,
                    0,
                    "Captain Ahab",
                    entry -> entry.put("summary", "Captain Ahab writes a letter.")),
            notes(
                    "a name that is never said",
                    leftOut("NEVER_SAID", 1),
                    "Captain Ahab",
                    answer -> entity(answer, "Captain Ahab", "S3")),
            notes(
                    "a name that is said elsewhere",
                    doubt(Doubt.NAME_NOT_FOUND),
                    null,
                    answer -> entity(answer, "Martha", "S1")),
            topics(
                    "a phrase that is never said",
                    doubt(Doubt.NAME_NOT_FOUND),
                    answer -> ((ObjectNode) answer.at("/keyPhrases/0")).put("phrase", "moby dick")),
            // Order and number.
            chapters("chapters out of order", refused("OUT_OF_ORDER at $.chapters[2].start"), 2, start("S2")),
            chapters("two chapters at once", refused("OUT_OF_ORDER at $.chapters[1].start"), 1, start("S1")),
            form(
                    CHAPTERS,
                    "500 chapters",
                    refused("TOO_MANY at $.chapters"),
                    edit(answer -> fill(answer.path("chapters")))),
            form(NOTES, "500 sentences", leftOut("TOO_MANY", 490), edit(answer -> fill(answer.path("paragraph")))),
            form(NOTES, "500 quotations", leftOut("TOO_MANY", 490), edit(answer -> fill(answer.path("quotes")))),
            form(TOPICS, "500 phrases", leftOut("REPEATED", 500 - 4), edit(answer -> fill(answer.path("keyPhrases")))),
            // Nothing.
            form(CHAPTERS, "no chapters", refused("EMPTY at $.chapters"), text -> "{\"chapters\":[]}"),
            form(TOPICS, "no topics", refused("EMPTY at $"), text -> "{\"chapters\":[],\"keyPhrases\":[]}"),
            form(NOTES, "no summary", refused("EMPTY at $.paragraph"), edit(answer -> answer.putArray("paragraph"))),
            form(
                    NOTES,
                    "an empty line",
                    leftOut("TEXT_EMPTY", 1),
                    edit(answer -> ((ObjectNode) answer.path("line")).put("text", " \u0007 "))),
            form(
                    NOTES,
                    "a line without end",
                    leftOut("TEXT_TOO_LONG", 1),
                    edit(answer -> ((ObjectNode) answer.path("line")).put("text", "The letter is long ".repeat(20)))),
            // Form, whatever the task.
            form(CHAPTERS, "prose before JSON", refused("NOT_JSON at $"), text -> "Here you are: " + text),
            form(TOPICS, "prose after JSON", refused("NOT_JSON at $"), text -> text + " I hope that this helps."),
            form(NOTES, "a code fence", refused("NOT_JSON at $"), text -> "```json\n" + text + "\n```"),
            form(CHAPTERS, "half of the JSON", refused("NOT_JSON at $"), text -> text.substring(0, text.length() / 2)),
            form(
                    TOPICS,
                    "JSON without its end",
                    refused("NOT_JSON at $"),
                    text -> text.substring(0, text.length() - 1)),
            form(NOTES, "JSON twice", refused("NOT_JSON at $"), text -> text + text),
            form(NOTES, "a list", refused("NOT_IN_SCHEMA at $: expected object"), text -> "[]"),
            form(TOPICS, "an empty object", refused("NOT_IN_SCHEMA at $.chapters: missing"), text -> "{}"),
            form(
                    NOTES,
                    "its instructions",
                    refused("PROMPT_REPEATED at $.line.text"),
                    edit(answer -> ((ObjectNode) answer.path("line"))
                            .put("text", instructions().substring(0, 90)))));

    @ParameterizedTest
    @FieldSource("LIES")
    void areCaughtAndCounted(Lie lie) {
        EpisodeNotes notes = write(EPISODE, null, lying(lie.task, lie.lie));

        assertThat(counted(notes)).containsExactly(lie.counted);
        boolean refused = lie.counted.startsWith("refused");
        assertThat(notes.calls()).hasSize(refused ? 4 : 3);
        assertThat(notes.calls())
                .filteredOn(call -> !call.outcome().equals(LlmCall.OK))
                .allSatisfy(call -> {
                    assertThat(call.task()).isEqualTo(lie.task);
                    assertThat(call.outcome()).isEqualTo(ErrorCode.LLM_OUTPUT_INVALID.name());
                })
                .hasSize(refused ? 2 : 0);
        if (lie.falsehood != null) {
            assertThat(verified(notes)).noneMatch(text -> text.contains(lie.falsehood));
        }
    }

    @Test
    void anHonestModelIsBlamedForNothing() {
        EpisodeNotes notes = write(EPISODE, null, new SensibleModel());

        assertThat(counted(notes)).isEmpty();
        assertThat(verified(notes)).hasSizeGreaterThan(20).contains(SAID);
    }

    /** Each reason once: of answers, of entries with their number, of statements. */
    private static List<String> counted(EpisodeNotes notes) {
        TreeSet<String> reasons = new TreeSet<>();
        notes.findings().forEach(finding -> {
            assertThat(finding.code()).isEqualTo(ErrorCode.LLM_OUTPUT_INVALID);
            reasons.add(finding.message()
                    .replaceFirst("^.*: an answer was refused: ", "refused ")
                    .replaceFirst("^.*: entries of the answer were left out: ", "left out "));
        });
        for (Grounding grounding : LlmNotesEngineTest.groundings(notes)) {
            if (grounding.doubt() != null) {
                reasons.add(doubt(grounding.doubt()));
            }
        }
        return List.copyOf(reasons);
    }

    private static List<String> verified(EpisodeNotes notes) {
        List<String> texts = new ArrayList<>();
        notes.chapters().forEach(chapter -> add(texts, chapter.title() + " " + chapter.summary(), chapter.grounding()));
        notes.topics().forEach(topic -> add(texts, topic.label(), topic.grounding()));
        notes.summaries()
                .forEach(summary -> summary.claims().forEach(claim -> add(texts, claim.text(), claim.grounding())));
        notes.quotes().forEach(quote -> add(texts, quote.text(), quote.grounding()));
        notes.entities().forEach(entity -> add(texts, entity.name(), entity.grounding()));
        return texts;
    }

    private static void add(List<String> texts, String text, Grounding grounding) {
        if (grounding.isVerified()) {
            texts.add(text);
        }
    }

    private static String refused(String reason) {
        return "refused " + reason;
    }

    private static String leftOut(String reason, int count) {
        return "left out reason = %s, count = %d".formatted(reason, count);
    }

    private static String doubt(Doubt doubt) {
        return "doubt " + doubt;
    }

    private static Lie form(String task, String name, String counted, UnaryOperator<String> lie) {
        return new Lie(name, task, lie, counted, null);
    }

    private static Lie chapters(String name, String counted, int index, Consumer<ObjectNode> change) {
        return form(
                CHAPTERS,
                name,
                counted,
                edit(answer -> change.accept((ObjectNode) answer.path(CHAPTERS).path(index))));
    }

    private static Lie chapter(String name, Doubt doubt, int index, String falsehood, Consumer<ObjectNode> change) {
        Lie lie = chapters(name, doubt(doubt), index, change);
        return new Lie(lie.name, lie.task, lie.lie, lie.counted, falsehood);
    }

    private static Lie notes(String name, String counted, @Nullable String falsehood, Consumer<ObjectNode> change) {
        return new Lie(name, NOTES, edit(change), counted, falsehood);
    }

    private static Lie topics(String name, String counted, Consumer<ObjectNode> change) {
        return new Lie(name, TOPICS, edit(change), counted, "moby dick");
    }

    /** In both places that a reader sees first. */
    private static Lie claim(String name, Doubt doubt, String text, String... cited) {
        return notes(name, doubt(doubt), text, answer -> {
            statement((ObjectNode) answer.at("/paragraph/0"), text, cited);
            statement((ObjectNode) answer.path("line"), text, cited);
        });
    }

    private static Lie quote(String name, String counted, String text, String... cited) {
        @Nullable String falsehood = text.equals(SAID) ? null : text;
        return notes(
                name,
                counted,
                falsehood,
                answer -> statement(((ArrayNode) answer.path("quotes")).addObject(), text, cited));
    }

    private static Consumer<ObjectNode> start(String id) {
        return entry -> entry.put("start", id);
    }

    private static void cite(ObjectNode entry, String id) {
        entry.putArray("evidence").add(id);
    }

    private static void entity(ObjectNode answer, String name, String cited) {
        cite(answer.putArray("entities").addObject().put("name", name).put("kind", "person"), cited);
    }

    /** Up to 500 entries, by copies of the first. */
    private static void fill(JsonNode entries) {
        while (entries.size() < 500) {
            ((ArrayNode) entries).add(entries.path(0));
        }
    }

    private static String instructions() {
        return new PromptCatalog().prompt(PromptId.NOTES).system();
    }
}
