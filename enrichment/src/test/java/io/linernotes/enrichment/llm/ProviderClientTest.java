package io.linernotes.enrichment.llm;

import static io.linernotes.enrichment.llm.StubLlmServer.content;
import static io.linernotes.enrichment.llm.StubLlmServer.finished;
import static io.linernotes.enrichment.llm.StubLlmServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
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
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent, what is accounted for, and where the key goes. */
@Timeout(60)
class ProviderClientTest {
    private static final Prompt PROMPT = new PromptCatalog().prompt(PromptId.CHAPTERS);
    private static final LlmQuestion QUESTION = new LlmQuestion(
            "episode",
            "stub-1",
            PROMPT,
            List.of(new PromptMessage(Role.SYSTEM, "Be exact."), new PromptMessage(Role.USER, "S1 Hello.")),
            512);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC);

    private final StubLlmServer server = new StubLlmServer();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void asksForStrictJsonAndBoundsTheAnswer() throws IOException {
        client(config(Duration.ofSeconds(5))).ask(QUESTION);

        JsonNode body = server.requests().get(0).body();
        assertThat(server.requests().get(0).path()).isEqualTo("/v1/chat/completions");
        assertThat(body.path("model").asText()).isEqualTo("stub-1");
        assertThat(body.path("temperature").asDouble(-1)).isZero();
        assertThat(body.path("max_tokens").asInt()).isEqualTo(512);
        assertThat(body.path("stream").asBoolean(true)).isFalse();
        assertThat(body.has("tools")).isFalse();
        assertThat(body.at("/messages/0/role").asText()).isEqualTo("system");
        assertThat(body.at("/messages/1/content").asText()).isEqualTo("S1 Hello.");
        assertThat(body.at("/response_format/type").asText()).isEqualTo("json_schema");
        assertThat(body.at("/response_format/json_schema/strict").asBoolean()).isTrue();
        assertThat(body.at("/response_format/json_schema/name").asText()).isEqualTo("chapters");
        assertThat(body.at("/response_format/json_schema/schema"))
                .isEqualTo(new ObjectMapper().readTree(PROMPT.schema().text()));
    }

    @Test
    void speaksToAReasoningModelAsThoseDemand() {
        LlmConfig reasoning = StubConfig.of(server)
                .fallback("thinker")
                .reasoningModels("thinker")
                .build();

        client(reasoning).ask(QUESTION);
        client(reasoning).ask(QUESTION.askedOf("thinker"));

        JsonNode plain = server.requests().get(0).body();
        assertThat(plain.path("max_tokens").asInt()).isEqualTo(512);
        assertThat(plain.has("temperature")).isTrue();
        JsonNode thinking = server.requests().get(1).body();
        assertThat(thinking.path("max_completion_tokens").asInt()).isEqualTo(512);
        assertThat(thinking.has("max_tokens")).isFalse();
        assertThat(thinking.has("temperature")).isFalse();
    }

    @Test
    void accountsForEveryToken() {
        LlmCall call = client(config(Duration.ofSeconds(5))).ask(QUESTION).call();

        assertThat(call.task()).isEqualTo("chapters");
        assertThat(call.promptVersion()).isEqualTo("v1");
        assertThat(call.promptSha256()).isEqualTo(PROMPT.sha256());
        assertThat(call.provider()).isEqualTo("openai");
        assertThat(call.modelAsked()).isEqualTo("stub-1");
        assertThat(call.modelAnswered()).isEqualTo("stub-1-2026-01-01");
        assertThat(call.finishReason()).isEqualTo("stop");
        assertThat(call.inputTokens()).isEqualTo(1_200);
        assertThat(call.cachedInputTokens()).isEqualTo(1_024);
        assertThat(call.outputTokens()).isEqualTo(80);
        assertThat(call.latencyMs()).isBetween(0L, 5_000L);
    }

    @Test
    void accountsForAnAnswerThatCannotBeUsedAndLeavesUnknownTokensUnknown() {
        server.script(
                finished("{\"chap", "length"),
                status(200, "{\"choices\":[{\"message\":{\"content\":\"{}\"},\"finish_reason\":\"stop\"}]}"));
        LlmClient client = client(config(Duration.ofSeconds(5)));

        assertThat(client.ask(QUESTION).call().outputTokens()).isEqualTo(80);
        assertThat(client.ask(QUESTION).call().outputTokens()).isNull();
    }

    @Test
    void namesEqualRequestsEquallyAndOthersNot() {
        LlmClient client = client(config(Duration.ofSeconds(5)));

        String first = client.ask(QUESTION).call().requestSha256();

        assertThat(client.ask(QUESTION).call().requestSha256()).isEqualTo(first).matches("[0-9a-f]{64}");
        assertThat(client.ask(QUESTION.withMaxOutputTokens(513)).call().requestSha256())
                .isNotEqualTo(first);
        assertThat(client.ask(QUESTION.continuedBy("{}", "Again.")).call().requestSha256())
                .isNotEqualTo(first);
        assertThat(server.requests().get(0).headers()).containsEntry("idempotency-key", first);
    }

    @Test
    void readsTheKeyAtEachUseAndSendsItOnlyAsAHeader(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("key");
        LlmClient client = client(withKeyFile(file.toString()));

        Files.writeString(file, "canary-one\n");
        client.ask(QUESTION);
        Files.writeString(file, "canary-two\n");
        client.ask(QUESTION);

        assertThat(server.requests())
                .extracting(request -> request.headers().get("authorization"))
                .containsExactly("Bearer canary-one", "Bearer canary-two");
        assertThat(server.requests().get(0).body().toString()).doesNotContain("canary");
    }

    @Test
    void sendsNoAuthorizationWithoutAKeyFile() {
        client(config(Duration.ofSeconds(5))).ask(QUESTION);

        assertThat(server.requests().get(0).headers()).doesNotContainKey("authorization");
    }

    @Test
    void neverRepeatsWhatTheServiceSaysAboutTheKey(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), "sk-canary-4711");
        server.script(status(401, "{\"error\":{\"message\":\"Bad key sk-canary-4711\"}}", "x-request-id", "req_1"));

        LlmAnswer answer = client(withKeyFile(file.toString())).ask(QUESTION);

        assertThat(answer.failure().message())
                .isEqualTo("The language model's service refused the key: status = 401, request id = req_1,"
                        + " attempts = 1");
        assertThat(answer.toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "canary one", "canary\u0007"})
    void refusesAKeyFileWithoutQuotingIt(String content, @TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("key"), content);

        assertThatThrownBy(() -> client(withKeyFile(file.toString())).ask(QUESTION))
                .isInstanceOf(EnrichmentException.class)
                .hasMessage("The file of the API key does not hold one printable word: file = " + file)
                .hasNoCause();
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void saysWhichKeyFileIsMissing() {
        assertThatThrownBy(() -> client(withKeyFile("/no/such/key")).ask(QUESTION))
                .isInstanceOf(EnrichmentException.class)
                .hasMessage("Cannot read the file of the API key: file = /no/such/key")
                .extracting(e -> ((EnrichmentException) e).code())
                .isEqualTo(ErrorCode.CONFIG_INVALID);
    }

    private LlmClient client(LlmConfig config) {
        return new ProviderClient(config, null, CLOCK, new Random(7), wait -> {});
    }

    private LlmConfig config(Duration deadline) {
        return StubConfig.of(server).deadline(deadline).build();
    }

    private LlmConfig withKeyFile(String file) {
        return StubConfig.of(server).apiKeyFile(file).build();
    }
}
