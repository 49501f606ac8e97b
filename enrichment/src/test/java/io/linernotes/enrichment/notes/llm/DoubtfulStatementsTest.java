package io.linernotes.enrichment.notes.llm;

import static io.linernotes.enrichment.notes.llm.LyingModel.EPISODE;
import static io.linernotes.enrichment.notes.llm.LyingModel.edit;
import static io.linernotes.enrichment.notes.llm.LyingModel.lying;
import static io.linernotes.enrichment.notes.llm.LyingModel.statement;
import static io.linernotes.enrichment.notes.llm.LyingModel.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Doubt;
import io.linernotes.enrichment.notes.Entity;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.Quote;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.notes.Topic;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a model states, nothing false leaves unmarked, and nothing is left out uncounted. */
@Timeout(60)
class DoubtfulStatementsTest {
    static Stream<Arguments> falseClaims() {
        return Stream.of(
                arguments("Martha cleans the lamp on a Tuesday in 1887.", "S3", Doubt.NUMBER_NOT_FOUND),
                arguments("Martha counts three hundred stairs.", "S5", Doubt.NUMBER_NOT_FOUND),
                arguments("The letter comes from Captain Ahab.", "S3", Doubt.NAME_NOT_FOUND),
                arguments("The letter comes.", "S4000", Doubt.UNKNOWN_SENTENCE),
                arguments("The letter comes.", "S0", Doubt.UNKNOWN_SENTENCE),
                arguments("The letter comes.", "the first", Doubt.UNKNOWN_SENTENCE),
                arguments("The letter comes.", null, Doubt.NO_EVIDENCE),
                arguments("The weather is cold in winter.", "S3", Doubt.TOO_FAR_FROM_EVIDENCE));
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @MethodSource("falseClaims")
    void marksAClaimThatItsEvidenceDoesNotHold(String claim, @Nullable String cited, Doubt doubt) {
        EpisodeNotes notes = write(EPISODE, null, lying("notes", edit(answer -> {
            statement((ObjectNode) answer.path("paragraph").path(0), claim, cited);
            statement((ObjectNode) answer.path("line"), claim, cited);
        })));

        assertThat(claims(notes, SummaryKind.PARAGRAPH).get(0).text()).isEqualTo(claim);
        assertThat(claims(notes, SummaryKind.PARAGRAPH).get(0).grounding().doubt())
                .isEqualTo(doubt);
        assertThat(claims(notes, SummaryKind.LINE).get(0).grounding().doubt()).isEqualTo(doubt);
        assertThat(claims(notes, SummaryKind.PARAGRAPH).get(1).grounding().doubt())
                .isNull();
    }

    @Test
    void marksAChapterWhoseSummaryOrTitleIsInvented() {
        EpisodeNotes notes = write(EPISODE, null, lying("chapters", edit(answer -> {
            ((ObjectNode) answer.path("chapters").path(0)).put("summary", "Captain Ahab writes a letter.");
            ((ObjectNode) answer.path("chapters").path(1)).put("title", "How Moby Dick came to Paris");
            statement((ObjectNode) answer.path("chapters").path(2), "unused", "S1");
            ((ObjectNode) answer.path("chapters").path(2)).remove("text");
        })));

        assertThat(notes.chapters())
                .extracting(chapter -> chapter.grounding().doubt())
                .startsWith(Doubt.NAME_NOT_FOUND, Doubt.NAME_NOT_FOUND, Doubt.OUTSIDE_CHAPTER);
    }

    @Test
    void marksAnInventedQuotationAndShowsTheTranscriptsWordsOfARealOne() {
        String said = EPISODE.sentences().get(3).text();
        EpisodeNotes notes = write(EPISODE, null, lying("notes", edit(answer -> {
            ArrayNode quotes = answer.putArray("quotes");
            statement(quotes.addObject(), "I never loved the sea, and it never loved me.", "S4");
            statement(quotes.addObject(), said.toLowerCase(Locale.ROOT).replace("the lamp", "the lamps"), "S4");
            statement(quotes.addObject(), said, "S4000");
            statement(quotes.addObject(), "a ".repeat(1_000), "S4");
            statement(quotes.addObject(), said, Collections.nCopies(61, "S4").toArray(String[]::new));
            statement(quotes.addObject(), "Nobody ever said these words.", "S4", "S9");
        })));

        assertThat(notes.quotes())
                .extracting(quote -> quote.grounding().doubt())
                .containsExactly(Doubt.QUOTE_NOT_FOUND, null);
        assertThat(notes.quotes().get(1)).extracting(Quote::text).isEqualTo(said);
        assertThat(notes.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "notes: entries of the answer were left out: reason = UNKNOWN_SENTENCE, count = 1",
                        "notes: entries of the answer were left out: reason = TOO_MANY, count = 1",
                        "notes: entries of the answer were left out: reason = TEXT_TOO_LONG, count = 1",
                        "notes: entries of the answer were left out: reason = NOT_CONSECUTIVE, count = 1");
    }

    @Test
    void leavesOutWhatCannotBeShownAndCountsIt() {
        EpisodeNotes notes = write(EPISODE, null, lying("notes", edit(answer -> {
            statement((ObjectNode) answer.path("line"), "The letter " + "is long ".repeat(20), "S3");
            statement(((ArrayNode) answer.path("chapterNotes")).addObject().put("chapter", "C99"), "The letter.", "S3");
            entity(answer.putArray("entities"), "Captain Ahab", "S3");
            entity((ArrayNode) answer.path("entities"), "Martha", "S1");
        })));

        assertThat(notes.summaries()).extracting(Summary::kind).doesNotContain(SummaryKind.LINE);
        assertThat(notes.entities()).extracting(Entity::name).doesNotContain("Captain Ahab");
        assertThat(notes.entities())
                .filteredOn(entity -> entity.name().equals("Martha"))
                .singleElement()
                .satisfies(entity -> assertThat(entity.grounding().doubt()).isEqualTo(Doubt.NAME_NOT_FOUND));
        assertThat(notes.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "notes: entries of the answer were left out: reason = TEXT_TOO_LONG, count = 1",
                        "notes: entries of the answer were left out: reason = UNKNOWN_CHAPTER, count = 1",
                        "notes: entries of the answer were left out: reason = NEVER_SAID, count = 1");
    }

    @Test
    void leavesOutTopicsThatAreNotInTheTaxonomyAndMarksThoseWithoutEvidence() {
        EpisodeNotes notes = write(EPISODE, null, lying("topics", edit(answer -> {
            ArrayNode first = (ArrayNode) answer.path("chapters").path(0).path("labels");
            first.removeAll();
            label(first, "astrology", 0.5, "S1");
            label(first, "sea", 7, "S1");
            label(first, "work", 0.5, "S39");
            label(first, "work", 0.5, "S1");
            ArrayNode phrases = answer.putArray("keyPhrases");
            phrases.addObject()
                    .put("phrase", "moby dick")
                    .put("salience", 0.5)
                    .putArray("evidence")
                    .add("S3");
        })));

        assertThat(notes.topics())
                .filteredOn(topic -> Integer.valueOf(0).equals(topic.chapter()))
                .singleElement()
                .satisfies(topic -> assertThat(topic.grounding().doubt()).isEqualTo(Doubt.OUTSIDE_CHAPTER));
        assertThat(notes.topics())
                .filteredOn(topic -> topic.label().equals("moby dick"))
                .singleElement()
                .satisfies(topic -> assertThat(topic.grounding().doubt()).isEqualTo(Doubt.NAME_NOT_FOUND));
        assertThat(notes.topics()).extracting(Topic::salience).allMatch(salience -> salience >= 0 && salience <= 1);
        assertThat(notes.findings())
                .extracting(Finding::message)
                .containsExactly(
                        "topics: entries of the answer were left out: reason = UNKNOWN_LABEL, count = 1",
                        "topics: entries of the answer were left out: reason = BAD_NUMBER, count = 1",
                        "topics: entries of the answer were left out: reason = REPEATED, count = 1");
    }

    @Test
    void showsModelTextInMarkdownAsPlainText() {
        EpisodeNotes notes = write(
                EPISODE,
                null,
                lying(
                        "notes",
                        edit(answer -> statement(
                                (ObjectNode) answer.path("chapterNotes").path(0),
                                "The letter <img src=x> [here](http://x) *now*",
                                "S3"))));

        Summary showNotes = notes.summaries().stream()
                .filter(summary -> summary.kind() == SummaryKind.SHOW_NOTES)
                .findFirst()
                .orElseThrow();
        assertThat(showNotes.text())
                .startsWith("- [0:00](#t=0) **")
                .contains("The letter \\<img src=x\\> \\[here\\](http://x) \\*now\\*");
    }

    @Test
    void marksAStatementWhoseMeaningIsFarFromItsEvidence() {
        EpisodeNotes notes = write(
                EPISODE,
                DoubtfulStatementsTest::bagOfWords,
                lying(
                        "notes",
                        edit(answer -> statement(
                                (ObjectNode) answer.path("paragraph").path(0),
                                "Pancakes taste best with plenty of syrup.",
                                "S2"))));

        assertThat(claims(notes, SummaryKind.PARAGRAPH).get(0).grounding().doubt())
                .isEqualTo(Doubt.TOO_FAR_FROM_EVIDENCE);
        assertThat(claims(notes, SummaryKind.PARAGRAPH).get(1).grounding().doubt())
                .isNull();
    }

    private static void entity(ArrayNode entities, String name, String cited) {
        entities.addObject()
                .put("name", name)
                .put("kind", "person")
                .putArray("evidence")
                .add(cited);
    }

    private static void label(ArrayNode labels, String id, double salience, String cited) {
        labels.addObject()
                .put("label", id)
                .put("salience", salience)
                .putArray("evidence")
                .add(cited);
    }

    private static List<Claim> claims(EpisodeNotes notes, SummaryKind kind) {
        return notes.summaries().stream()
                .filter(summary -> summary.kind() == kind)
                .findFirst()
                .orElseThrow()
                .claims();
    }

    static List<float[]> bagOfWords(List<String> texts) {
        List<float[]> vectors = new ArrayList<>();
        for (String text : texts) {
            float[] vector = new float[256];
            for (String word :
                    text.toLowerCase(Locale.ROOT).replaceAll("[^a-z ]", "").split(" +", -1)) {
                vector[Math.floorMod(word.hashCode(), vector.length)]++;
            }
            double length = Math.sqrt(IntStream.range(0, vector.length)
                    .mapToDouble(i -> vector[i] * vector[i])
                    .sum());
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= (float) length;
            }
            vectors.add(vector);
        }
        return vectors;
    }
}
