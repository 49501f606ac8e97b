package io.linernotes.enrichment.notes.llm;

import static io.linernotes.enrichment.llm.StubLlmServer.content;
import static io.linernotes.enrichment.llm.StubLlmServer.finished;
import static io.linernotes.enrichment.llm.StubLlmServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.audio.EmbeddedChapter;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.ProviderClient;
import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.llm.StubConfig;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.llm.StubLlmServer.Reply;
import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.ChapterSource;
import io.linernotes.enrichment.notes.EngineKind;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.NotesFailedException;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.enrichment.notes.evidence.EvidenceVerifier;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.prompts.PromptCatalog;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class LlmNotesEngineTest {
    private static final List<TaxonomyLabel> TAXONOMY = List.of(
            new TaxonomyLabel("food", "Food and cooking", "Recipes and eating"),
            new TaxonomyLabel("nature", "Nature", "Rivers, animals, plants"),
            new TaxonomyLabel("health", "Health", "Sleep, medicine"));

    private final StubLlmServer server = new StubLlmServer(new SensibleModel());

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"long-way-round", "lighthouse-garden", "field-notes-bees"})
    void writesNotesInWhichEveryStatementRestsOnSentences(String id) {
        NotesRequest request = Episodes.demo(id);

        EpisodeNotes notes = engine(null).write(request);

        assertThat(notes.engine()).isEqualTo(EngineKind.LLM);
        assertThat(notes.findings()).isEmpty();
        assertThat(notes.calls()).extracting(LlmCall::task).containsExactly("chapters", "topics", "notes");
        assertThat(notes.calls()).extracting(LlmCall::outcome).containsOnly("OK");
        assertThat(notes.chapters()).hasSizeGreaterThan(2);
        assertCoversTheRecording(notes.chapters(), request);
        assertThat(notes.summaries())
                .extracting(Summary::kind)
                .containsExactly(SummaryKind.LINE, SummaryKind.PARAGRAPH, SummaryKind.SHOW_NOTES);
        assertThat(notes.topics()).extracting(Topic::id).contains("food", "nature");
        assertThat(notes.quotes()).hasSize(1);
        assertThat(notes.quotes().get(0).range())
                .isEqualTo(request.sentences().get(1).range());
        assertThat(groundings(notes))
                .hasSizeGreaterThan(15)
                .allSatisfy(grounding -> assertThat(grounding.doubt()).isNull());
    }

    @Test
    void countsHowOftenANameIsSaid() {
        EpisodeNotes notes = engine(null).write(Episodes.demo("lighthouse-garden"));

        assertThat(notes.entities())
                .filteredOn(entity -> entity.name().equals("Peter"))
                .singleElement()
                .satisfies(entity -> assertThat(entity.mentions()).isEqualTo(3));
    }

    @Test
    void writesTheSameNotesTwiceExceptForTheTimeItTook() {
        NotesRequest request = Episodes.demo("long-way-round");

        EpisodeNotes first = engine(null).write(request);
        EpisodeNotes second = engine(null).write(request);

        assertThat(second.chapters()).isEqualTo(first.chapters());
        assertThat(second.topics()).isEqualTo(first.topics());
        assertThat(second.summaries()).isEqualTo(first.summaries());
        assertThat(second.calls())
                .extracting(LlmCall::requestSha256)
                .isEqualTo(first.calls().stream().map(LlmCall::requestSha256).toList());
    }

    @ParameterizedTest
    @CsvSource({"10, chapters topics notes", "30, chapters topics notes", "60, chapters chapters consistency notes"})
    void asksFourTimesAtMostForAnHour(int minutes, String tasks) {
        NotesRequest request = Episodes.lasting(minutes);

        EpisodeNotes notes = engine(null).write(request);

        assertThat(server.requests()).hasSize(tasks.split(" ").length).hasSizeLessThanOrEqualTo(4);
        assertThat(notes.calls()).extracting(LlmCall::task).containsExactly(tasks.split(" "));
        assertThat(notes.findings()).isEmpty();
        assertCoversTheRecording(notes.chapters(), request);
        assertThat(notes.topics()).extracting(Topic::id).contains("food", "nature");
        // A recording of which only the length is known. Topics of two windows are a longer answer.
        CallPlan plan = CallPlan.sum(new CallPlanner(new PromptCatalog(), TAXONOMY, config(null))
                .plan(TimeUnit.MINUTES.toMillis(minutes))
                .values());
        assertThat(plan.calls()).isEqualTo(server.requests().size());
        assertThat(plan.usualOutputTokens()).isEqualTo(minutes == 60 ? 5_000 : 3_000);
    }

    @ParameterizedTest
    @ValueSource(ints = {4, 60, 300})
    void saysBeforehandWhatItWillTake(int minutes) {
        NotesRequest request = Episodes.lasting(minutes);
        CallPlan plan = CallPlan.sum(new CallPlanner(new PromptCatalog(), TAXONOMY, config(null))
                .plan(request)
                .values());
        assertThat(server.requests()).isEmpty();
        engine(null).write(request);

        long sent = server.requests().stream()
                .flatMap(sentRequest -> Stream.concat(
                        sentRequest.body().path("messages").findValuesAsText("content").stream(),
                        Stream.of(sentRequest
                                .body()
                                .at("/response_format/json_schema/schema")
                                .toPrettyString())))
                .mapToLong(new TokenCounter()::tokens)
                .sum();
        assertThat(plan.calls()).isEqualTo(server.requests().size());
        assertThat(plan.maxOutputTokens()).isEqualTo(4_000L * plan.calls());
        assertThat((double) plan.inputTokens() / sent).isBetween(0.93, 1.07);
    }

    @Test
    void startsTheRequestsOfAnEpisodeAlikeSoThatTheyAreCached() {
        engine(null).write(Episodes.lasting(60));

        JsonNode first = server.requests().get(0).body().path("messages");
        JsonNode second = server.requests().get(1).body().path("messages");
        assertThat(second.path(0)).isEqualTo(first.path(0));
        assertThat(second.path(1)).isEqualTo(first.path(1));
        String prompt = first.path(3).path("content").asText();
        String episode = prompt.substring(0, prompt.indexOf("<earlier-chapters"));
        assertThat(episode).contains("Show: Show");
        assertThat(second.path(3).path("content").asText()).startsWith(episode);
        assertThat(second.path(3).path("content").asText()).contains("S1 Welcome back to the long way");
    }

    @Test
    void readsASpreadOfALongBookForItsTopicsAndSaysSo() {
        NotesRequest request = Episodes.lasting(600);

        EpisodeNotes notes = engine(null).write(request);

        assertThat(server.requests().size()).isBetween(25, 30);
        assertThat(notes.findings()).extracting(Finding::code).containsOnly(ErrorCode.LLM_INPUT_SHORTENED);
        assertThat(notes.findings().get(0).message())
                .matches("topics: written from \\d+ of \\d+ sentences, spread over all chapters");
        assertCoversTheRecording(notes.chapters(), request);
        assertThat(groundings(notes))
                .allSatisfy(grounding -> assertThat(grounding.doubt()).isNull());
    }

    @Test
    void keepsTheCreatorsChaptersAndAsksForNone() {
        NotesRequest request = Episodes.withChapters(
                Episodes.demo("lighthouse-garden"),
                new EmbeddedChapter(new TimeRange(0, 57_000), "The letter"),
                new EmbeddedChapter(new TimeRange(57_000, 112_000), ""),
                new EmbeddedChapter(new TimeRange(112_000, 200_000), "The storm"));

        EpisodeNotes notes = engine(null).write(request);

        assertThat(notes.calls()).extracting(LlmCall::task).containsExactly("topics", "notes");
        assertThat(notes.chapters()).extracting(Chapter::title).containsExactly("The letter", "Chapter 2", "The storm");
        assertThat(notes.chapters()).extracting(Chapter::source).containsOnly(ChapterSource.CREATOR);
        assertThat(notes.chapters()).extracting(Chapter::creatorStartMs).containsExactly(0L, 57_000L, 112_000L);
        assertThat(notes.chapters().get(1).range().startMs()).isEqualTo(57_764);
        assertThat(notes.chapters()).extracting(Chapter::summary).doesNotContainNull();
        assertCoversTheRecording(notes.chapters(), request);
    }

    @Test
    void givesNoTwoCreatorChaptersTheSameSentence() {
        NotesRequest request = Episodes.withChapters(
                Episodes.of(List.of("One sentence here.", "Another sentence here.")),
                new EmbeddedChapter(new TimeRange(0, 10), "Jingle"),
                new EmbeddedChapter(new TimeRange(10, 20), "Greeting"),
                new EmbeddedChapter(new TimeRange(90_000, 99_000), "Music"));

        EpisodeNotes notes = engine(null).write(request);

        assertThat(notes.chapters()).extracting(Chapter::title).containsExactly("Jingle", "Greeting");
        assertThat(notes.findings())
                .extracting(Finding::message)
                .containsExactly("chapters: 1 of the creator's chapters have no sentence of their own");
    }

    @Test
    void writesTheRestWhenOnePartFails() {
        server.script(status(400, "{}"));

        EpisodeNotes notes = engine(null).write(Episodes.demo("long-way-round"));

        assertThat(notes.chapters()).isEmpty();
        assertThat(notes.topics()).isNotEmpty().extracting(Topic::chapter).containsOnlyNulls();
        assertThat(notes.summaries())
                .extracting(Summary::kind)
                .containsExactly(SummaryKind.LINE, SummaryKind.PARAGRAPH);
        assertThat(notes.findings()).extracting(Finding::code).containsExactly(ErrorCode.LLM_REQUEST_REJECTED);
        assertThat(notes.findings().get(0).message()).startsWith("chapters, part 1 of 1: The language model's service");
        assertThat(notes.calls()).extracting(LlmCall::outcome).containsExactly("LLM_REQUEST_REJECTED", "OK", "OK");
    }

    @Test
    void coversAWindowThatFailedByItsNeighbour() {
        NotesRequest request = Episodes.lasting(60);
        server.script(finished("", "content_filter"));

        EpisodeNotes notes = engine(null).write(request);

        assertCoversTheRecording(notes.chapters(), request);
        assertThat(notes.findings())
                .extracting(Finding::code)
                .containsExactly(ErrorCode.LLM_REFUSED, ErrorCode.LLM_OUTPUT_INVALID);
        assertThat(notes.findings().get(1).message())
                .matches("chapters: \\d+ sentences were not divided and count to a neighbouring chapter");
    }

    @Test
    void stopsAskingOnceTheKeyIsRefusedAndKeepsTheCalls() {
        server.script(status(401, "{}"));

        assertThatThrownBy(() -> engine(null).write(Episodes.demo("long-way-round")))
                .isInstanceOfSatisfying(NotesFailedException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.LLM_AUTH);
                    assertThat(e.calls()).extracting(LlmCall::outcome).containsExactly("LLM_AUTH");
                })
                .hasMessageStartingWith("No notes were written: chapters, part 1 of 1: ");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void leavesAnEpisodeForLaterWhenTheQuotaEndsInTheMiddle() {
        NotesRequest request = Episodes.demo("long-way-round");
        server.script(
                socket -> content(new SensibleModel()
                                .apply(server.requests().get(0).body()))
                        .writeTo(socket),
                status(429, "{\"error\":{\"code\":\"insufficient_quota\"}}"));

        assertThatThrownBy(() -> engine(null).write(request))
                .isInstanceOfSatisfying(NotesFailedException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.LLM_QUOTA);
                    assertThat(e.calls()).extracting(LlmCall::outcome).containsExactly("OK", "LLM_QUOTA");
                })
                .hasMessageStartingWith("No notes were written: topics: ");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void failsWithTheLastReasonWhenNothingCanBeUsed() {
        server.script(Stream.generate(() -> content("I am sorry.")).limit(6).toArray(Reply[]::new));

        assertThatThrownBy(() -> engine(null).write(Episodes.demo("long-way-round")))
                .isInstanceOfSatisfying(NotesFailedException.class, e -> {
                    assertThat(e.code()).isEqualTo(ErrorCode.LLM_OUTPUT_INVALID);
                    assertThat(e.calls())
                            .hasSize(6)
                            .extracting(LlmCall::outcome)
                            .containsOnly("LLM_OUTPUT_INVALID");
                })
                .hasMessage("No notes were written: notes: an answer was refused: NOT_JSON at $");
        assertThat(server.requests()).hasSize(6);
    }

    @Test
    void leaksNoKeyAndNoSpeechInWhatItThrowsOrFinds(@TempDir Path folder) throws Exception {
        Path key = Files.writeString(folder.resolve("key"), "sk-canary-4711");
        String echo = "{\"error\":{\"message\":\"Incorrect key sk-canary-4711 for: Welcome back to the long way\"}}";
        server.script(
                content("{\"chapters\": sk-canary-4711 Welcome back"),
                content("Welcome back"),
                status(400, echo),
                status(401, echo));

        assertThatThrownBy(() -> engine(key.toString()).write(Episodes.demo("long-way-round")))
                .isInstanceOfSatisfying(NotesFailedException.class, e -> {
                    StringWriter trace = new StringWriter();
                    e.printStackTrace(new PrintWriter(trace));
                    assertThat(trace + " " + e.calls()).doesNotContain("canary", "Welcome");
                });
    }

    static void assertCoversTheRecording(List<Chapter> chapters, NotesRequest request) {
        assertThat(chapters.get(0).range().startMs())
                .isEqualTo(request.sentences().get(0).range().startMs());
        for (int i = 1; i < chapters.size(); i++) {
            assertThat(chapters.get(i).index()).isEqualTo(i);
            assertThat(chapters.get(i).range().startMs())
                    .isEqualTo(chapters.get(i - 1).range().endMs());
        }
        assertThat(chapters.get(chapters.size() - 1).range().endMs())
                .isEqualTo(request.sentences()
                        .get(request.sentences().size() - 1)
                        .range()
                        .endMs());
    }

    static List<Grounding> groundings(EpisodeNotes notes) {
        return Stream.of(
                        notes.chapters().stream().map(Chapter::grounding),
                        notes.topics().stream().map(Topic::grounding),
                        notes.summaries().stream()
                                .flatMap(summary -> summary.claims().stream())
                                .map(claim -> claim.grounding()),
                        notes.quotes().stream().map(quote -> quote.grounding()),
                        notes.entities().stream().map(entity -> entity.grounding()))
                .flatMap(stream -> stream)
                .toList();
    }

    private LlmNotesEngine engine(@Nullable String keyFile) {
        ProviderClient client = new ProviderClient(config(keyFile), null, Clock.systemUTC(), new Random(7), wait -> {});
        return new LlmNotesEngine(
                client, new PromptCatalog(), new EvidenceVerifier(null, 0), TAXONOMY, config(keyFile));
    }

    private LlmConfig config(@Nullable String keyFile) {
        return StubConfig.of(server).apiKeyFile(keyFile).maxOutputTokens(4_000).build();
    }
}
