package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.llm.LlmAnswer;
import io.linernotes.enrichment.llm.LlmClient;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.LlmQuestion;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.prompts.Prompt;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * All that is asked about one episode. A question is asked at most twice: once more with room for a longer answer when the
 * first was cut off, or once more with what was wrong with it; and then, if there is one, of a second model in the same way.
 * Keeps every call, and a finding for everything that is missing or was refused. For one thread.
 */
public final class Conversation {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    /** As much of an unusable answer as is sent back, in characters. */
    private static final int QUOTED = 4_000;
    /** What the next question would meet too. */
    private static final Set<ErrorCode> LASTING = EnumSet.of(
            ErrorCode.LLM_AUTH,
            ErrorCode.LLM_QUOTA,
            ErrorCode.LLM_REDIRECT,
            ErrorCode.LLM_RATE_LIMITED,
            ErrorCode.LLM_UNAVAILABLE,
            ErrorCode.LLM_IN_DOUBT,
            ErrorCode.LLM_BUDGET,
            ErrorCode.LEDGER_MISMATCH);

    /** What another model may do better. */
    private static final Set<ErrorCode> OF_THE_MODEL = EnumSet.of(
            ErrorCode.LLM_REQUEST_REJECTED,
            ErrorCode.LLM_RATE_LIMITED,
            ErrorCode.LLM_UNAVAILABLE,
            ErrorCode.LLM_BAD_ENVELOPE,
            ErrorCode.LLM_TRUNCATED,
            ErrorCode.LLM_OUTPUT_INVALID,
            ErrorCode.LLM_REFUSED);

    private final LlmClient client;
    private final String episode;
    private final LlmConfig config;
    /** Models that do not reply: they are not asked again. */
    private final Set<String> silent = new HashSet<>();

    private final List<LlmCall> calls = new ArrayList<>();
    private final List<Finding> findings = new ArrayList<>();
    private @Nullable Finding lastFailure;

    /** @param episode names the episode to whoever counts its cost */
    public Conversation(LlmClient client, String episode, LlmConfig config) {
        this.client = client;
        this.episode = episode;
        this.config = config;
    }

    /** Every call so far, in order. */
    public List<LlmCall> calls() {
        return List.copyOf(calls);
    }

    List<Finding> findings() {
        return findings;
    }

    /** Why the last question that failed did; null when none has. */
    public @Nullable Finding lastFailure() {
        return lastFailure;
    }

    /** Whether the last failure is one that the next question would meet too: nothing more is asked then. */
    boolean isBroken() {
        return lastFailure != null && LASTING.contains(lastFailure.code());
    }

    void note(ErrorCode code, String message) {
        findings.add(new Finding(code, message));
    }

    /**
     * Asks, and reads the answer.
     *
     * @param part names what is asked for in findings, for example {@code chapters, part 2 of 3}
     * @return null when no usable answer came, which is then a finding
     */
    public <T> @Nullable T ask(String part, Prompt prompt, Map<String, String> variables, AnswerReader<T> reader) {
        if (isBroken()) {
            return null;
        }
        Part<T> asked = new Part<>(part, prompt, variables, reader);
        String model = config.modelFor(prompt.id().task());
        LlmQuestion question =
                new LlmQuestion(episode, model, prompt, prompt.render(variables), config.maxOutputTokens());
        String second = config.fallback().model();
        T value = silent.contains(model) ? null : ask(asked, question);
        if (value == null && second != null && !second.equals(model) && mayAskAnotherThan(model)) {
            lastFailure = null;
            value = ask(asked, question.askedOf(second));
        }
        return value;
    }

    private boolean mayAskAnotherThan(String model) {
        if (lastFailure == null || silent.contains(model)) {
            return true;
        }
        boolean mayAsk = OF_THE_MODEL.contains(lastFailure.code());
        if (mayAsk && isBroken()) {
            silent.add(model);
        }
        return mayAsk;
    }

    private <T> @Nullable T ask(Part<T> asked, LlmQuestion question) {
        LlmAnswer answer = client.ask(question);
        if (answer.failure() != null && answer.failure().code() == ErrorCode.LLM_TRUNCATED) {
            calls.add(answer.call());
            note(
                    ErrorCode.LLM_TRUNCATED,
                    asked.name + ": the answer was cut off, and asked for again with twice the room");
            return read(asked, client.ask(question.withMaxOutputTokens(2 * question.maxOutputTokens())), null);
        }
        return read(asked, answer, question);
    }

    /** @param repairable the question that may be asked once more; null when it was asked twice */
    private <T> @Nullable T read(Part<T> part, LlmAnswer answer, @Nullable LlmQuestion repairable) {
        Finding failure = answer.failure();
        if (failure != null) {
            calls.add(answer.call());
            fail(new Finding(failure.code(), part.name + ": " + failure.message()));
            return null;
        }
        String text = Objects.requireNonNull(answer.text());
        Omissions omissions = new Omissions();
        try {
            T value = part.read(text, omissions);
            calls.add(answer.call());
            new TreeMap<>(omissions.counts())
                    .forEach((reason, count) -> note(
                            ErrorCode.LLM_OUTPUT_INVALID,
                            "%s: entries of the answer were left out: reason = %s, count = %d"
                                    .formatted(part.name, reason, count)));
            return value;
        } catch (RejectedAnswer e) {
            calls.add(answer.call().failedWith(ErrorCode.LLM_OUTPUT_INVALID));
            Finding rejected = new Finding(
                    ErrorCode.LLM_OUTPUT_INVALID, "%s: an answer was refused: %s".formatted(part.name, e.getMessage()));
            if (repairable == null) {
                fail(rejected);
                return null;
            }
            findings.add(rejected);
            String reply = part.prompt
                    .repair()
                    .render(Map.of("reason", e.reason().explanation() + " (" + e.getMessage() + ")"));
            LlmQuestion repair = repairable.continuedBy(AnswerText.cut(text, QUOTED), reply);
            return read(part, client.ask(repair), null);
        }
    }

    private void fail(Finding failure) {
        findings.add(failure);
        lastFailure = failure;
    }

    /** What is asked for, and how an answer to it is read. */
    private record Part<T>(String name, Prompt prompt, Map<String, String> variables, AnswerReader<T> reader) {
        T read(String text, Omissions omissions) throws RejectedAnswer {
            JsonNode answer = parse(text);
            String violation = prompt.schema().violation(answer);
            if (violation != null) {
                throw new RejectedAnswer(Rejection.NOT_IN_SCHEMA, violation);
            }
            String echo = new PromptEcho(prompt, variables).place(answer);
            if (echo != null) {
                throw new RejectedAnswer(Rejection.PROMPT_REPEATED, echo);
            }
            return reader.read(answer, omissions);
        }

        private static JsonNode parse(String text) throws RejectedAnswer {
            try {
                return MAPPER.readTree(text);
            } catch (JsonProcessingException e) {
                // Its message may quote the answer.
                throw new RejectedAnswer(Rejection.NOT_JSON, "$");
            }
        }
    }
}
