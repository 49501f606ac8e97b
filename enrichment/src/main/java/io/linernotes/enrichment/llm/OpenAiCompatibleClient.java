package io.linernotes.enrichment.llm;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.output.FinishReason;
import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/**
 * Asks a service that speaks OpenAI's protocol. Holds the only loop that sends a request again: LangChain4j's own would
 * also repeat what was paid for.
 */
public final class OpenAiCompatibleClient implements LlmClient {
    private final LlmConfig config;
    private final HttpSender sender;
    private final RetrySchedule schedule;
    private final Pause pause;

    /** A client for production. */
    public OpenAiCompatibleClient(LlmConfig config) {
        this(config, Clock.systemUTC(), new Random(), OpenAiCompatibleClient::sleep);
    }

    /**
     * A client whose time is given.
     *
     * @param clock for dates in {@code Retry-After}
     * @param random spreads the waits; safe for several threads
     * @param pause lets them pass
     */
    public OpenAiCompatibleClient(LlmConfig config, Clock clock, RandomGenerator random, Pause pause) {
        this.config = config;
        this.sender = new HttpSender(config.deadline());
        this.schedule = new RetrySchedule(clock, random);
        this.pause = pause;
    }

    @Override
    public LlmAnswer ask(LlmQuestion question) {
        ChatRequest request = chatRequest(question);
        long start = System.nanoTime();
        boolean repeatedAtCost = false;
        for (int attempts = 1; ; attempts++) {
            Attempt attempt = send(question, request);
            ReplyKind.Repeat repeat = attempt.kind().repeat();
            boolean mayRepeat = attempts < config.maxAttempts()
                    && (repeat == ReplyKind.Repeat.FREELY || (repeat == ReplyKind.Repeat.ONCE && !repeatedAtCost));
            if (!mayRepeat || !waitedAfter(attempts, attempt)) {
                long latencyMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                return attempt.answer(config, question.prompt(), attempts, latencyMs);
            }
            repeatedAtCost |= repeat == ReplyKind.Repeat.ONCE;
        }
    }

    private Attempt send(LlmQuestion question, ChatRequest request) {
        Transport transport = new Transport(sender, ApiKeyFile.read(config.apiKeyFile()));
        ChatModel model = chatModel(transport, question.maxOutputTokens());
        ChatResponse response = null;
        try {
            response = model.chat(request);
        } catch (RuntimeException e) {
            if (transport.reply() == null) {
                throw e;
            }
            // Not kept as a cause: LangChain4j quotes bodies in messages. The transport recorded what happened.
        }
        HttpReply reply = Objects.requireNonNull(transport.reply());
        ReplyKind kind = response == null ? kind(reply) : kind(response);
        return new Attempt(kind, transport.requestSha256(), reply, response);
    }

    private static ReplyKind kind(ChatResponse response) {
        FinishReason reason = response.finishReason();
        String text = response.aiMessage().text();
        if (reason == FinishReason.LENGTH) {
            return ReplyKind.TRUNCATED;
        }
        if (reason == FinishReason.CONTENT_FILTER) {
            return ReplyKind.REFUSED;
        }
        return reason == FinishReason.STOP && text != null && !text.isBlank() ? ReplyKind.OK : ReplyKind.BAD_ENVELOPE;
    }

    /** Of a reply that LangChain4j did not accept. */
    private static ReplyKind kind(HttpReply reply) {
        if (!reply.isSuccess()) {
            return reply.kind();
        }
        boolean refusal = reply.json()
                .path("choices")
                .path(0)
                .path("message")
                .path("refusal")
                .isTextual();
        return refusal ? ReplyKind.REFUSED : ReplyKind.BAD_ENVELOPE;
    }

    /** Whether the wait is over and the request may be sent again; false when there is no point in waiting. */
    private boolean waitedAfter(int attempts, Attempt attempt) {
        Duration wait = schedule.waitAfter(attempts, attempt.reply());
        if (wait.compareTo(RetrySchedule.LONGEST) > 0) {
            return false;
        }
        try {
            pause.pause(wait);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private ChatModel chatModel(Transport transport, int maxOutputTokens) {
        OpenAiChatModel.OpenAiChatModelBuilder builder = OpenAiChatModel.builder()
                .httpClientBuilder(transport)
                .baseUrl(config.baseUrl())
                .modelName(config.model())
                .strictJsonSchema(true)
                .maxRetries(0)
                .logRequests(false)
                .logResponses(false);
        return config.reasoningModel()
                ? builder.maxCompletionTokens(maxOutputTokens).build()
                : builder.maxTokens(maxOutputTokens)
                        .temperature(config.temperature())
                        .build();
    }

    private static ChatRequest chatRequest(LlmQuestion question) {
        Prompt prompt = question.prompt();
        JsonSchema schema = JsonSchema.builder()
                .name(prompt.id().task())
                .rootElement(JsonRawSchema.from(prompt.schema().text()))
                .build();
        return ChatRequest.builder()
                .messages(question.messages().stream()
                        .map(OpenAiCompatibleClient::chatMessage)
                        .toList())
                .responseFormat(ResponseFormat.builder()
                        .type(ResponseFormatType.JSON)
                        .jsonSchema(schema)
                        .build())
                .build();
    }

    private static ChatMessage chatMessage(PromptMessage message) {
        return switch (message.role()) {
            case SYSTEM -> SystemMessage.from(message.text());
            case USER -> UserMessage.from(message.text());
            case ASSISTANT -> AiMessage.from(message.text());
        };
    }

    private static void sleep(Duration duration) throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(duration.toMillis());
    }
}
