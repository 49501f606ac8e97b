package io.linernotes.enrichment.notes.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.ProviderClient;
import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.llm.StubConfig;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.llm.StubLlmServer.Reply;
import io.linernotes.enrichment.llm.TaskModels;
import io.linernotes.enrichment.notes.EngineKind;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.NotesEngine;
import io.linernotes.enrichment.notes.NotesFailedException;
import io.linernotes.enrichment.notes.evidence.EvidenceVerifier;
import io.linernotes.prompts.PromptCatalog;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Which model is asked what, and who writes the notes when none answers. */
@Timeout(60)
class OtherModelsTest {
    private static final EpisodeNotes OFFLINE = new EpisodeNotes(
            EngineKind.OFFLINE,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(new Finding(ErrorCode.TRANSCRIPT_INVALID, "Its own finding")));

    /** What a model says to every question; others answer sensibly. */
    private final Map<String, Reply> replies = new HashMap<>();

    private final StubLlmServer server = StubLlmServer.behaving(request -> {
        Reply reply = replies.get(model(request.body()) + " " + task(request.body()));
        reply = reply == null ? replies.get(model(request.body())) : reply;
        return reply == null ? StubLlmServer.content(new SensibleModel().apply(request.body())) : reply;
    });

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksTheModelOfTheTask() {
        EpisodeNotes notes =
                engine(stub().models(new TaskModels("writer", null, "reader"))).write(Episodes.demo("long-way-round"));

        assertThat(asked()).containsExactly("writer chapters", "stub-1 topics", "reader notes");
        assertThat(notes.calls()).extracting(LlmCall::modelAsked).containsExactly("writer", "stub-1", "reader");
        assertThat(notes.findings()).isEmpty();
    }

    @Test
    void asksTheSecondModelWhenTheFirstIsDownAndLeavesThatAlone() {
        replies.put("stub-1", StubLlmServer.status(503, ""));

        EpisodeNotes notes = engine(stub().fallback("second")).write(Episodes.demo("long-way-round"));

        assertThat(asked())
                .containsExactly(
                        "stub-1 chapters", "stub-1 chapters", "second chapters", "second topics", "second notes");
        assertThat(notes.chapters()).isNotEmpty();
        assertThat(notes.topics()).isNotEmpty();
        assertThat(notes.summaries()).isNotEmpty();
        assertThat(notes.calls())
                .extracting(LlmCall::modelAsked, LlmCall::outcome)
                .startsWith(tuple("stub-1", "LLM_UNAVAILABLE"), tuple("second", "OK"));
        assertThat(notes.findings()).extracting(Finding::code).containsExactly(ErrorCode.LLM_UNAVAILABLE);
    }

    @ParameterizedTest
    @CsvSource({"{}, LLM_OUTPUT_INVALID, 2", "'', LLM_BAD_ENVELOPE, 2"})
    void asksTheSecondModelOnlyWhatTheFirstCannotAnswer(String answer, ErrorCode code, int requests) {
        replies.put("stub-1 topics", StubLlmServer.content(answer));

        EpisodeNotes notes = engine(stub().fallback("second")).write(Episodes.demo("long-way-round"));

        assertThat(asked()).filteredOn("stub-1 topics"::equals).hasSize(requests);
        assertThat(asked()).contains("second topics", "stub-1 notes").doesNotContain("second chapters", "second notes");
        assertThat(notes.topics()).isNotEmpty();
        assertThat(notes.findings()).extracting(Finding::code).containsOnly(code);
    }

    @Test
    void asksNoOtherModelOfAServiceThatRefusesTheKey() {
        replies.put("stub-1", StubLlmServer.status(401, "{}"));

        assertThatThrownBy(() -> engine(stub().fallback("second")).write(Episodes.demo("long-way-round")))
                .isInstanceOf(NotesFailedException.class)
                .hasMessageContaining("refused the key");
        assertThat(asked()).containsExactly("stub-1 chapters");
    }

    @Test
    void asksNothingMoreWhenTheSecondModelIsDownToo() {
        replies.put("stub-1", StubLlmServer.status(503, ""));
        replies.put("second", StubLlmServer.status(503, ""));

        assertThatThrownBy(() -> engine(stub().fallback("second")).write(Episodes.demo("long-way-round")))
                .isInstanceOf(NotesFailedException.class)
                .extracting(e -> ((NotesFailedException) e).code())
                .isEqualTo(ErrorCode.LLM_UNAVAILABLE);
        assertThat(asked()).containsExactly("stub-1 chapters", "stub-1 chapters", "second chapters", "second chapters");
    }

    @Test
    void leavesTheNotesToTheOtherEngineWhenNoModelAnswers() {
        replies.put("stub-1", StubLlmServer.content("{}"));

        EpisodeNotes notes = new FallbackNotesEngine(engine(stub()), () -> request -> OFFLINE)
                .write(Episodes.demo("long-way-round"));

        assertThat(notes.engine()).isEqualTo(EngineKind.OFFLINE);
        assertThat(notes.calls()).hasSize(6).extracting(LlmCall::outcome).containsOnly("LLM_OUTPUT_INVALID");
        assertThat(notes.findings())
                .extracting(Finding::code)
                .containsExactly(ErrorCode.LLM_OUTPUT_INVALID, ErrorCode.TRANSCRIPT_INVALID);
        assertThat(notes.findings().get(0).message())
                .startsWith("The offline engine wrote the notes. No notes were written: notes: an answer was refused");
    }

    @Test
    void leavesNotesThatAModelWroteAlone() {
        EpisodeNotes notes = new FallbackNotesEngine(engine(stub()), () -> {
                    throw new IllegalStateException("never asked for");
                })
                .write(Episodes.demo("long-way-round"));

        assertThat(notes.engine()).isEqualTo(EngineKind.LLM);
        assertThat(notes.findings()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ErrorCode.class,
            names = {
                "LLM_UNAVAILABLE",
                "LLM_RATE_LIMITED",
                "LLM_BUDGET",
                "LLM_QUOTA",
                "LLM_REFUSED",
                "LLM_AUTH",
                "LLM_REDIRECT",
                "LLM_IN_DOUBT",
                "LEDGER_MISMATCH"
            })
    void leavesToTheOperatorWhatOnlyTheOperatorCanDecide(ErrorCode code) {
        boolean operators = Set.of("LLM_AUTH", "LLM_REDIRECT", "LLM_IN_DOUBT", "LEDGER_MISMATCH")
                .contains(code.name());
        NotesEngine failing = request -> {
            throw new NotesFailedException(code, "No notes", List.of());
        };
        FallbackNotesEngine engine = new FallbackNotesEngine(failing, () -> request -> OFFLINE);

        if (operators) {
            assertThatThrownBy(() -> engine.write(Episodes.lasting(1))).hasMessage("No notes");
        } else {
            assertThat(engine.write(Episodes.lasting(1)).findings().get(0).code())
                    .isEqualTo(code);
        }
    }

    @Test
    void forgetsNoPaymentWhenTheOtherEngineFailsToo() {
        replies.put("stub-1", StubLlmServer.content("{}"));
        NotesEngine failing = request -> {
            throw new EnrichmentException(ErrorCode.ENRICHMENT_FAILED, "Neither can I");
        };

        assertThatThrownBy(() ->
                        new FallbackNotesEngine(engine(stub()), () -> failing).write(Episodes.demo("long-way-round")))
                .isInstanceOf(NotesFailedException.class)
                .hasSuppressedException(new EnrichmentException(ErrorCode.ENRICHMENT_FAILED, "Neither can I"))
                .extracting(e -> ((NotesFailedException) e).calls().size())
                .isEqualTo(6);
    }

    private StubConfig stub() {
        return StubConfig.of(server).maxAttempts(2).maxOutputTokens(4_000);
    }

    private static LlmNotesEngine engine(StubConfig stub) {
        LlmConfig config = stub.build();
        ProviderClient client = new ProviderClient(config, null, Clock.systemUTC(), new Random(7), wait -> {});
        return new LlmNotesEngine(
                client, new PromptCatalog(), new EvidenceVerifier(null, 0), LyingModel.TAXONOMY, config);
    }

    private List<String> asked() {
        return server.requests().stream()
                .map(request -> model(request.body()) + " " + task(request.body()))
                .toList();
    }

    private static String model(JsonNode body) {
        return body.path("model").asText();
    }

    private static String task(JsonNode body) {
        return body.at("/response_format/json_schema/name").asText();
    }
}
