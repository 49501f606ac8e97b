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
import io.linernotes.enrichment.llm.Protocol.Reading;
import io.linernotes.enrichment.llm.RequestGate.Passage;
import io.linernotes.enrichment.llm.ledger.Ledger;
import io.linernotes.enrichment.notes.Payment;
import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptMessage;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Asks a service over its vendor's protocol. Holds the only loop that sends a request again: LangChain4j's own would also
 * repeat what was paid for.
 */
public final class ProviderClient implements LlmClient {
    private final LlmConfig config;
    private final Protocol protocol;
    private final HttpSender sender;
    private final RequestGate gate;
    private final RetrySchedule schedule;
    private final Pause pause;

    /** A client that pays for nothing twice and sends nothing that the ledger's desk does not grant. */
    public ProviderClient(LlmConfig config, Ledger ledger) {
        this(config, ledger, Clock.systemUTC(), new Random(), ProviderClient::sleep);
    }

    /**
     * A client whose time is given.
     *
     * @param ledger null to keep none, and send all that is asked
     * @param clock for dates in {@code Retry-After}
     * @param random spreads the waits; safe for several threads
     * @param pause lets them pass
     */
    public ProviderClient(LlmConfig config, @Nullable Ledger ledger, Clock clock, RandomGenerator random, Pause pause) {
        this(
                config,
                new RetrySchedule(clock, random),
                pause,
                schedule -> ledger == null
                        ? RequestGate.OPEN
                        : new LedgerGate(config, Protocol.of(config.provider()), ledger, schedule, clock, pause));
    }

    /** A client that answers from the ledger alone, and throws {@link NotAnsweredException} where that has no answer. */
    public static ProviderClient sendingNothing(LlmConfig config, Ledger ledger) {
        return new ProviderClient(
                config,
                new RetrySchedule(Clock.systemUTC(), new Random()),
                ProviderClient::sleep,
                schedule -> new ClosedGate(config, ledger));
    }

    private ProviderClient(
            LlmConfig config, RetrySchedule schedule, Pause pause, Function<RetrySchedule, RequestGate> gate) {
        this.config = config;
        this.protocol = Protocol.of(config.provider());
        this.sender = new HttpSender(config.deadline());
        this.schedule = schedule;
        this.pause = pause;
        this.gate = gate.apply(schedule);
    }

    @Override
    public LlmAnswer ask(LlmQuestion question) {
        ChatRequest request = chatRequest(question);
        long start = System.nanoTime();
        boolean repeatedAtCost = false;
        Payment spent = Payment.NONE;
        int sent = 0;
        for (int attempts = 1; ; attempts++) {
            Attempt attempt = send(question, request);
            sent += attempt.sent() ? 1 : 0;
            spent = spent.plus(attempt.payment());
            ReplyKind.Repeat repeat = attempt.kind().repeat();
            boolean mayRepeat = attempts < config.maxAttempts()
                    && (repeat == ReplyKind.Repeat.FREELY || (repeat == ReplyKind.Repeat.ONCE && !repeatedAtCost));
            if (!mayRepeat || !waitedAfter(attempts, attempt)) {
                long latencyMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
                return attempt.answer(config, question, sent, latencyMs, spent);
            }
            repeatedAtCost |= repeat == ReplyKind.Repeat.ONCE;
        }
    }

    private Attempt send(LlmQuestion question, ChatRequest request) {
        Transport transport = new Transport(sender, gate, protocol, question, ApiKeyFile.read(config.apiKeyFile()));
        ChatModel model = protocol.model(config, question, transport);
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
        Reading reading = protocol.read(reply.json());
        String text = text(response);
        ReplyKind kind = reply.isSuccess() ? kind(reading, text) : protocol.kind(reply);
        Passage passage = transport.passage();
        return new Attempt(
                kind,
                transport.requestSha256(),
                transport.sent(),
                passage.denial(),
                reply,
                reading,
                text,
                passage.ended(kind, reply));
    }

    /** Null when there is no word in it. */
    private static @Nullable String text(@Nullable ChatResponse response) {
        String text = response == null ? null : response.aiMessage().text();
        return text == null || text.isBlank() ? null : text;
    }

    /** Of a success. */
    private static ReplyKind kind(Reading reading, @Nullable String text) {
        return reading.kind() == ReplyKind.OK && text == null ? ReplyKind.BAD_ENVELOPE : reading.kind();
    }

    /** Whether the wait is over and the request may be sent again; false when there is no point in waiting. */
    private boolean waitedAfter(int attempts, Attempt attempt) {
        Duration wait = schedule.waitAfter(attempts, protocol.retryAfter(attempt.reply()));
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

    private static ChatRequest chatRequest(LlmQuestion question) {
        Prompt prompt = question.prompt();
        JsonSchema schema = JsonSchema.builder()
                .name(prompt.id().task())
                .rootElement(JsonRawSchema.from(prompt.schema().text()))
                .build();
        return ChatRequest.builder()
                .messages(question.messages().stream()
                        .map(ProviderClient::chatMessage)
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
