package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.model.chat.ChatModel;
import io.linernotes.enrichment.llm.ledger.TokenCounts;
import org.jspecify.annotations.Nullable;

/** All that differs between vendors: how a request is made, where the key goes, and how a reply is read. Stateless. */
interface Protocol {
    /** Stands in for the key inside LangChain4j, which refuses to do without; the transport replaces it. */
    String NO_KEY = "none";

    static Protocol of(LlmProvider provider) {
        return switch (provider) {
            case OPENAI -> new OpenAiProtocol();
            case ANTHROPIC -> new AnthropicProtocol();
            case GEMINI -> new GeminiProtocol();
            case OLLAMA -> new OllamaProtocol();
        };
    }

    /**
     * LangChain4j's model for one question, asked for an answer that follows a schema, and never repeating a request.
     *
     * @param http sends what the model makes
     */
    ChatModel model(LlmConfig config, LlmQuestion question, HttpClientBuilder http);

    /** Where the body of a request holds the schema of the answer. */
    JsonPointer schema();

    /** The header that carries the key. */
    String keyHeader();

    default String keyValue(String key) {
        return key;
    }

    /** Reads a reply that came with a success; of anything else, nothing is known. */
    Reading read(JsonNode body);

    /** What a reply means, as far as status and error code tell: a success may still hold no usable answer. */
    default ReplyKind kind(HttpReply reply) {
        return reply.kind();
    }

    /** When the service wants to be asked again: seconds or an HTTP date; null when it does not say. */
    default @Nullable String retryAfter(HttpReply reply) {
        return reply.header("retry-after");
    }

    /**
     * What a reply says of itself.
     *
     * @param model that answered; null when it names none
     * @param finishReason in the vendor's words; null when there is none
     * @param kind what the reason means: an answer that ended, was cut off or was refused, or no answer at all
     */
    record Reading(@Nullable String model, @Nullable String finishReason, ReplyKind kind, TokenCounts tokens) {}

    /** A count of tokens; null when it is none. */
    static @Nullable Long count(JsonNode tokens) {
        return tokens.isIntegralNumber() && tokens.asLong() >= 0 ? tokens.asLong() : null;
    }

    /** The sum of what is known; null when the first is not. */
    static @Nullable Long sum(@Nullable Long first, @Nullable Long... others) {
        if (first == null) {
            return null;
        }
        long sum = first;
        for (Long other : others) {
            sum += other == null ? 0 : other;
        }
        return sum;
    }
}
