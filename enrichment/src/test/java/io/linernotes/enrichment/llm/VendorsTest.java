package io.linernotes.enrichment.llm;

import static io.linernotes.enrichment.llm.StubLlmServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.StubLlmServer.Request;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import io.linernotes.prompts.PromptMessage;
import io.linernotes.prompts.PromptMessage.Role;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What each vendor is sent, and what its answers and refusals are taken for. */
@Timeout(60)
class VendorsTest {
    private static final Prompt PROMPT = new PromptCatalog().prompt(PromptId.CHAPTERS);
    private static final LlmQuestion QUESTION = question("S1 Hello.");
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC);

    private final List<Duration> waits = new ArrayList<>();
    private @Nullable StubLlmServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isAskedForAnAnswerThatFollowsTheSchema(StubVendor vendor) throws IOException {
        assertThat(ask(vendor).text()).isEqualTo("{\"chapters\":[]}");

        JsonNode body = request().body();
        assertThat(vendor.schema(body))
                .isEqualTo(new ObjectMapper().readTree(PROMPT.schema().text()));
        assertThat(vendor.question(body).path("messages").findValuesAsText("content"))
                .containsExactly("Be exact.", "S1 Hello.", "{}", "Again.");
        assertThat(vendor.question(body).path("messages").findValuesAsText("role"))
                .containsExactly("system", "user", "assistant", "user");
        assertThat(body.path("stream").asBoolean()).isFalse();
        assertThat(body.path("tools")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, /v1/chat/completions, /max_tokens, /temperature",
        "ANTHROPIC, /v1/messages, /max_tokens, /temperature",
        "GEMINI, /v1beta/models/stub-1:generateContent, /generationConfig/maxOutputTokens, /generationConfig/temperature",
        "OLLAMA, /api/chat, /options/num_predict, /options/temperature",
    })
    void isAskedAtItsAddressForAnAnswerOfBoundedLength(
            StubVendor vendor, String path, String limit, String temperature) {
        ask(vendor);
        assertThat(request().path()).isEqualTo(path);
        assertThat(request().body().at(limit).asInt()).isEqualTo(512);
        assertThat(request().body().at(temperature).asDouble(-1)).isZero();

        client(StubConfig.of(server).reasoningModels("stub-1").build()).ask(QUESTION);
        assertThat(request().body().at(temperature).isNumber()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, authorization, Bearer canary-4711",
        "ANTHROPIC, x-api-key, canary-4711",
        "GEMINI, x-goog-api-key, canary-4711",
        "OLLAMA, authorization, Bearer canary-4711",
    })
    void getsTheKeyInItsHeaderAndNowhereElse(StubVendor vendor, String header, String value, @TempDir Path folder)
            throws IOException {
        ask(vendor);
        assertThat(request().headers()).doesNotContainKey(header);

        Path key = Files.writeString(folder.resolve("key"), "canary-4711\n");
        client(StubConfig.of(server).apiKeyFile(key.toString()).build()).ask(QUESTION);
        assertThat(request().headers()).containsEntry(header, value);
        assertThat(request().path() + request().body()).doesNotContain("canary");
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, 1024, , stop",
        "ANTHROPIC, 1024, 100, end_turn",
        "GEMINI, 1024, , STOP",
        "OLLAMA, , , stop",
    })
    void saysWhatAnAnswerTook(StubVendor vendor, @Nullable Long cached, @Nullable Long written, String finishReason) {
        LlmCall call = ask(vendor).call();

        assertThat(call.provider()).isEqualTo(vendor.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(call.modelAnswered()).isEqualTo("stub-1-2026-01-01");
        assertThat(call.finishReason()).isEqualTo(finishReason);
        assertThat(call.inputTokens()).isEqualTo(1_200);
        assertThat(call.cachedInputTokens()).isEqualTo(cached);
        assertThat(call.cacheWriteTokens()).isEqualTo(written);
        assertThat(call.outputTokens()).isEqualTo(80);
    }

    @ParameterizedTest
    @EnumSource
    void leavesUnknownTokensUnknown(StubVendor vendor) {
        start(vendor).script(status(200, vendor.envelope("{}", "stop").replaceAll("\\b(1200|76|80|50)\\b", "null")));

        LlmCall call = ask(vendor).call();

        assertThat(call.outcome()).isEqualTo(LlmCall.OK);
        assertThat(call.inputTokens()).isNull();
        assertThat(call.outputTokens()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "OPENAI, length, LLM_TRUNCATED, 1",
        "OPENAI, content_filter, LLM_REFUSED, 1",
        "OPENAI, tool_calls, LLM_BAD_ENVELOPE, 2",
        "ANTHROPIC, length, LLM_TRUNCATED, 1",
        "ANTHROPIC, model_context_window_exceeded, LLM_TRUNCATED, 1",
        "ANTHROPIC, content_filter, LLM_REFUSED, 1",
        "ANTHROPIC, tool_use, LLM_BAD_ENVELOPE, 2",
        "GEMINI, length, LLM_TRUNCATED, 1",
        "GEMINI, content_filter, LLM_REFUSED, 1",
        "GEMINI, RECITATION, LLM_REFUSED, 1",
        "GEMINI, OTHER, LLM_BAD_ENVELOPE, 2",
        "OLLAMA, length, LLM_TRUNCATED, 1",
        "OLLAMA, load, LLM_BAD_ENVELOPE, 2",
    })
    void readsTheReasonBeforeTheText(StubVendor vendor, String reason, ErrorCode expected, int requests) {
        start(vendor).script(vendor.finished("{\"chap", reason), vendor.finished("{\"chap", reason));

        LlmAnswer answer = ask(vendor);

        assertThat(answer.failure().code()).isEqualTo(expected);
        assertThat(server.requests()).hasSize(requests);
        assertThat(answer.call().outputTokens()).as("it was paid for").isEqualTo(80);
    }

    @ParameterizedTest
    @EnumSource
    void asksOnceMoreWhenThereIsNothingInTheAnswer(StubVendor vendor) {
        start(vendor).script(status(200, "{}"), vendor.finished(" ", "stop"));

        assertThat(ask(vendor).failure().code()).isEqualTo(ErrorCode.LLM_BAD_ENVELOPE);
        assertThat(server.requests()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    OPENAI    | 429 | {'error':{'code':'insufficient_quota'}}                                     | LLM_QUOTA            | 1
                    OPENAI    | 429 | {'error':{'message':'insufficient_quota'}}                                  | LLM_RATE_LIMITED     | 4
                    ANTHROPIC | 401 | {'type':'error','error':{'type':'authentication_error'}}                    | LLM_AUTH             | 1
                    ANTHROPIC | 402 | {'type':'error','error':{'type':'billing_error'}}                           | LLM_QUOTA            | 1
                    ANTHROPIC | 413 | {'type':'error','error':{'type':'request_too_large'}}                       | LLM_REQUEST_REJECTED | 1
                    ANTHROPIC | 429 | {'type':'error','error':{'type':'rate_limit_error'}}                        | LLM_RATE_LIMITED     | 4
                    ANTHROPIC | 529 | {'type':'error','error':{'type':'overloaded_error'}}                        | LLM_UNAVAILABLE      | 4
                    GEMINI    | 400 | {'error':{'details':[{'reason':'API_KEY_INVALID'}]}}                        | LLM_AUTH             | 1
                    GEMINI    | 400 | {'error':{'details':[{'reason':'OTHER'}]}}                                  | LLM_REQUEST_REJECTED | 1
                    GEMINI    | 429 | {'error':{'details':[{'violations':[{'quotaId':'GenerateRequestsPerDayPerProjectPerModel-FreeTier'}]}]}} | LLM_QUOTA | 1
                    GEMINI    | 429 | {'error':{'details':[{'violations':[{'quotaId':'GenerateRequestsPerMinutePerProjectPerModel'}]}]}} | LLM_RATE_LIMITED | 4
                    GEMINI    | 503 | {'error':{'status':'UNAVAILABLE'}}                                          | LLM_UNAVAILABLE      | 4
                    OLLAMA    | 404 | {'error':'model not found'}                                                 | LLM_REQUEST_REJECTED | 1
                    """)
    void tellsARateFromAnEmptyAccount(StubVendor vendor, int status, String body, ErrorCode expected, int requests) {
        StubLlmServer.Reply refusal = status(status, body.replace('\'', '"'));
        start(vendor).script(refusal, refusal, refusal, refusal);

        assertThat(ask(vendor).failure().code()).isEqualTo(expected);
        assertThat(server.requests()).hasSize(requests);
    }

    @Test
    void takesAQuestionThatGeminiBlocksForRefused() {
        start(StubVendor.GEMINI).script(status(200, "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}}"));

        assertThat(ask(StubVendor.GEMINI).failure().code()).isEqualTo(ErrorCode.LLM_REFUSED);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void waitsAsLongAsGeminiSaysInTheBody() {
        start(StubVendor.GEMINI)
                .script(status(429, "{\"error\":{\"details\":[{\"@type\":\"x\"},{\"retryDelay\":\"34.07s\"}]}}"));

        assertThat(ask(StubVendor.GEMINI).text()).isNotNull();
        assertThat(waits).containsExactly(Duration.ofSeconds(35));
    }

    @Test
    void namesAnthropicsExchange() {
        start(StubVendor.ANTHROPIC).script(status(400, "{}", "request-id", "req_011"));

        assertThat(ask(StubVendor.ANTHROPIC).failure().message()).contains("request id = req_011");
    }

    @Test
    void leavesRoomForTheWholeQuestionInOllamasMemory() {
        start(StubVendor.OLLAMA);
        LlmClient client = client(StubConfig.of(server).build());

        client.ask(QUESTION);
        assertThat(request().body().at("/options/num_ctx").asInt()).isEqualTo(8_192);

        client.ask(question("S1 One word after the other. ".repeat(3_000)));
        assertThat(request().body().at("/options/num_ctx").asInt()).isEqualTo(32_768);
    }

    private static LlmQuestion question(String text) {
        return new LlmQuestion(
                        "episode",
                        "stub-1",
                        PROMPT,
                        List.of(new PromptMessage(Role.SYSTEM, "Be exact."), new PromptMessage(Role.USER, text)),
                        512)
                .continuedBy("{}", "Again.");
    }

    private StubLlmServer start(StubVendor vendor) {
        server = StubLlmServer.of(vendor, request -> "{\"chapters\":[]}");
        return server;
    }

    private LlmAnswer ask(StubVendor vendor) {
        if (server == null) {
            start(vendor);
        }
        return client(StubConfig.of(server).build()).ask(QUESTION);
    }

    private LlmClient client(LlmConfig config) {
        return new ProviderClient(config, null, CLOCK, new Random(7), waits::add);
    }

    /** The last one. */
    private Request request() {
        return server.requests().get(server.requests().size() - 1);
    }
}
