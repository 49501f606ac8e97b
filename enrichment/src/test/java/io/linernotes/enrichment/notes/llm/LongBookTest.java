package io.linernotes.enrichment.notes.llm;

import static io.linernotes.enrichment.notes.llm.LyingModel.edit;
import static io.linernotes.enrichment.notes.llm.LyingModel.lying;
import static io.linernotes.enrichment.notes.llm.LyingModel.statement;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Doubt;
import io.linernotes.enrichment.notes.Entity;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.enrichment.notes.evidence.EvidenceVerifier;
import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptExample;
import io.linernotes.prompts.PromptId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Recordings that are read in parts, up to the longest audiobooks. */
@Timeout(120)
class LongBookTest {
    /** Two parts. */
    private static final NotesRequest TWO_HOURS = Episodes.lasting(120);

    @Test
    void takesARequestOfFixedSizeForEachPartOfFortyHours() {
        NotesRequest request = Episodes.lasting(40 * 60);
        SensibleModel model = new SensibleModel();
        Map<String, Integer> asked = new TreeMap<>();
        TreeSet<String> longest = new TreeSet<>(Comparator.comparingInt(String::length));

        EpisodeNotes notes = LyingModel.write(request, null, body -> {
            asked.merge(body.at("/response_format/json_schema/name").asText(), 1, Integer::sum);
            longest.add(body.at("/messages/3/content").asText());
            return model.apply(body);
        });

        int windows = asked.get("chapters");
        assertThat(windows).isBetween(40, 60);
        assertThat(asked)
                .containsEntry("consistency", (windows + 3) / 4)
                .containsEntry("notes", (windows + 1) / 2)
                .containsEntry("summary", 1)
                .hasSize(4);
        assertThat(notes.calls()).hasSize(calls(request)).hasSizeLessThan(3 * 40);
        assertThat(new TokenCounter().tokens(longest.last())).isLessThan(25_500);
        LlmNotesEngineTest.assertCoversTheRecording(notes.chapters(), request);
        int last = request.sentences().size();
        assertThat(LlmNotesEngineTest.groundings(notes))
                .allSatisfy(grounding -> assertThat(grounding.doubt()).isNull())
                .anySatisfy(
                        grounding -> assertThat(grounding.sentences().get(0)).isGreaterThan(last * 99 / 100));
        Summary paragraph = summary(notes, SummaryKind.PARAGRAPH);
        assertThat(paragraph.claims()).hasSize(4);
        assertThat(paragraph.claims().get(3).grounding().sentences().get(0)).isGreaterThan(last * 9 / 10);
        assertThat(notes.entities()).extracting(Entity::name).doesNotHaveDuplicates();
        assertThat(notes.topics()).filteredOn(topic -> topic.id() == null).hasSizeLessThanOrEqualTo(15);
        assertThat(notes.topics())
                .filteredOn(topic -> topic.chapter() == null && topic.id() != null)
                .extracting(Topic::id)
                .containsExactlyInAnyOrder("sea", "work");
    }

    @Test
    void summarisesFromClaimsAndShowsTheSentencesBehindThem() {
        List<String> shown = new ArrayList<>();
        EpisodeNotes notes = LyingModel.write(
                TWO_HOURS,
                null,
                lyingAboutTheSummary(
                        shown,
                        answer -> statement(
                                (ObjectNode) answer.path("line"),
                                "Two friends take the slow road, with three stories.",
                                "K2",
                                "K1")));

        assertThat(shown.get(0)).startsWith("K1 ").doesNotContain("S1 ");
        assertThat(notes.findings())
                .extracting(Finding::message)
                .noneMatch(message -> message.startsWith("notes") || message.startsWith("summary"));
        Claim line = summary(notes, SummaryKind.LINE).claims().get(0);
        assertThat(line.grounding().isVerified()).isTrue();
        assertThat(line.grounding().sentences()).hasSize(2).isSorted();
        assertThat(notes.calls()).extracting(LlmCall::task).endsWith("consistency", "notes", "notes", "summary");
    }

    @Test
    void marksWhatTheNamedClaimsDoNotSay() {
        assertThat(doubtOf("Two friends and Captain Ahab take the slow road.", "K1"))
                .isEqualTo(Doubt.NAME_NOT_FOUND);
        assertThat(doubtOf("4711 friends take the slow road.", "K1")).isEqualTo(Doubt.NUMBER_NOT_FOUND);
        assertThat(doubtOf("Two friends take the slow road.", "K4711")).isEqualTo(Doubt.UNKNOWN_SENTENCE);
        assertThat(doubtOf("Two friends take the slow road.", "S1")).isEqualTo(Doubt.UNKNOWN_SENTENCE);
        assertThat(doubtOf("Two friends take the slow road.")).isEqualTo(Doubt.NO_EVIDENCE);
        assertThat(doubtOf("Two friends take the slow road.", "K1")).isNull();
    }

    @Test
    void givesTheModelNoClaimThatDoesNotHold() {
        List<String> shown = new ArrayList<>();
        Function<JsonNode, String> honest = lyingAboutTheSummary(shown, answer -> {});
        Function<JsonNode, String> liar = lying(
                "notes",
                edit(answer -> statement((ObjectNode) answer.at("/paragraph/0"), "Captain Ahab bakes a loaf.", "S3")));

        EpisodeNotes notes =
                LyingModel.write(TWO_HOURS, null, body -> isFor(body, "notes") ? liar.apply(body) : honest.apply(body));

        assertThat(shown).hasSize(1);
        assertThat(shown.get(0)).doesNotContain("Ahab");
        assertThat(notes.findings())
                .extracting(Finding::message)
                .contains("summary: 2 claims on parts do not hold and were not used");
    }

    @Test
    void fallsBackToTheLinesOfThePartsWhenTheSummaryCannotBeUsed() {
        EpisodeNotes notes = LyingModel.write(TWO_HOURS, null, lying("summary", text -> "I am sorry."));

        assertThat(notes.findings())
                .extracting(Finding::message)
                .contains("summary: an answer was refused: NOT_JSON at $");
        assertThat(notes.summaries())
                .extracting(Summary::kind)
                .containsExactly(SummaryKind.PARAGRAPH, SummaryKind.SHOW_NOTES);
        assertThat(summary(notes, SummaryKind.PARAGRAPH).claims())
                .hasSize(2)
                .allSatisfy(claim -> assertThat(claim.grounding().isVerified()).isTrue());
    }

    @Test
    void readsTheCreatorsChaptersInPartsToo() {
        NotesRequest request = Episodes.withChapters(
                TWO_HOURS,
                new EmbeddedChapter(new TimeRange(0, 5_000_000), "The long first"),
                new EmbeddedChapter(new TimeRange(5_000_000, 7_200_000), "The second"));

        EpisodeNotes notes = LyingModel.write(request, null, new SensibleModel());

        assertThat(notes.calls())
                .extracting(LlmCall::task)
                .containsExactly("topics", "notes", "notes", "summary")
                .hasSize(calls(request));
        assertThat(notes.chapters()).extracting(Chapter::title).containsExactly("The long first", "The second");
        assertThat(notes.chapters()).extracting(Chapter::summary).doesNotContainNull();
        assertThat(LlmNotesEngineTest.groundings(notes))
                .allSatisfy(grounding -> assertThat(grounding.doubt()).isNull());
    }

    @Test
    void writesAboutEveryPartThoughNothingCouldBeDivided() {
        EpisodeNotes notes = LyingModel.write(TWO_HOURS, null, lying("chapters", text -> "I am sorry."));

        assertThat(notes.chapters()).isEmpty();
        assertThat(notes.topics()).isNotEmpty().extracting(Topic::chapter).containsOnlyNulls();
        assertThat(notes.summaries())
                .extracting(Summary::kind)
                .containsExactly(SummaryKind.LINE, SummaryKind.PARAGRAPH);
        assertThat(notes.calls())
                .filteredOn(call -> !call.task().equals("chapters"))
                .extracting(LlmCall::task)
                .containsExactly("topics", "notes", "notes", "summary");
    }

    @Test
    void keepsWhatIsSaidOfTheOtherPartsWhenOneFails() {
        EpisodeNotes notes = LyingModel.write(TWO_HOURS, null, body -> {
            boolean first = body.toString().contains("notes on part 1 of 2");
            return first ? "I am sorry." : new SensibleModel().apply(body);
        });

        assertThat(notes.findings())
                .extracting(Finding::message)
                .contains("notes, part 1 of 2: an answer was refused: NOT_JSON at $");
        assertThat(notes.quotes()).hasSize(1);
        assertThat(summary(notes, SummaryKind.PARAGRAPH).claims())
                .isNotEmpty()
                .allSatisfy(claim -> assertThat(claim.grounding().sentences().get(0))
                        .isGreaterThan(TWO_HOURS.sentences().size() / 4));
    }

    /** A model copies what it is shown. */
    @Test
    void acceptsTheExampleOfItsPromptWithoutADoubt() throws RejectedAnswer {
        PromptExample example =
                new PromptCatalog().prompt(PromptId.SUMMARY).examples().get(0);
        List<String> claims = example.variables()
                .getOrDefault("claims", "")
                .lines()
                .filter(line -> line.startsWith("K"))
                .map(line -> line.split(" ", 2)[1])
                .toList();
        NotesRequest request = Episodes.of(claims);

        List<Summary> summaries = new SummaryReader(
                        new EvidenceVerifier(null, 0).of(request),
                        new SentenceSpan(1, claims.size()),
                        LongBookTest::numbers)
                .read(example.answer(), new Omissions());

        assertThat(summaries).hasSize(2);
        assertThat(summaries)
                .flatExtracting(Summary::claims)
                .hasSize(5)
                .allSatisfy(claim -> assertThat(claim.grounding().doubt()).isNull());
    }

    /** Of claims, each of which is a sentence here. */
    private static List<Integer> numbers(JsonNode ids) {
        List<Integer> numbers = new ArrayList<>();
        ids.forEach(id -> numbers.add(Integer.valueOf(id.asText().substring(1))));
        return numbers;
    }

    private static Doubt doubtOf(String text, String... claims) {
        EpisodeNotes notes = LyingModel.write(
                TWO_HOURS,
                null,
                lying("summary", edit(answer -> statement((ObjectNode) answer.path("line"), text, claims))));
        return summary(notes, SummaryKind.LINE).claims().get(0).grounding().doubt();
    }

    private static Function<JsonNode, String> lyingAboutTheSummary(List<String> shown, Consumer<ObjectNode> change) {
        return body -> {
            if (isFor(body, "summary")) {
                shown.add(body.at("/messages/3/content")
                        .asText()
                        .lines()
                        .filter(line -> line.matches("[KS]\\d+ .*"))
                        .collect(Collectors.joining("\n")));
            }
            return lying("summary", edit(change)).apply(body);
        };
    }

    /** As estimated. */
    private static int calls(NotesRequest request) {
        return CallPlan.sum(new CallPlanner(new PromptCatalog(), LyingModel.TAXONOMY, LlmConfig.DEFAULTS)
                        .plan(request)
                        .values())
                .calls();
    }

    private static boolean isFor(JsonNode body, String task) {
        return body.at("/response_format/json_schema/name").asText().equals(task);
    }

    private static Summary summary(EpisodeNotes notes, SummaryKind kind) {
        return notes.summaries().stream()
                .filter(summary -> summary.kind() == kind)
                .findFirst()
                .orElseThrow();
    }
}
