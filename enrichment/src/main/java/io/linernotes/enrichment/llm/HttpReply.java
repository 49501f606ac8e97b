package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one HTTP request brought.
 *
 * @param failure why there is no whole reply; null when there is one
 * @param status HTTP status; 0 when there is no reply
 * @param headers by name, in any case
 * @param body UTF-8 text; empty when there is no reply
 */
record HttpReply(@Nullable ReplyKind failure, int status, Map<String, List<String>> headers, String body) {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    HttpReply {
        Map<String, List<String>> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        headers = byName;
    }

    static HttpReply failed(ReplyKind failure) {
        return new HttpReply(failure, 0, Map.of(), "");
    }

    boolean isSuccess() {
        return failure == null && status / 100 == 2;
    }

    /** What it means, as far as the status tells; {@link Protocol#kind(HttpReply)} knows more. */
    ReplyKind kind() {
        if (failure != null) {
            return failure;
        }
        return switch (status) {
            case 401, 403 -> ReplyKind.AUTH;
            case 402 -> ReplyKind.QUOTA;
            case 408 -> ReplyKind.SERVER_ERROR;
            case 429 -> ReplyKind.RATE_LIMITED;
            default ->
                switch (status / 100) {
                    case 2 -> ReplyKind.OK;
                    case 3 -> ReplyKind.REDIRECT;
                    case 4 -> ReplyKind.REJECTED;
                    default -> ReplyKind.SERVER_ERROR;
                };
        };
    }

    /** The first value of a header. */
    @Nullable
    String header(String name) {
        List<String> values = headers.get(name);
        return values == null || values.isEmpty() ? null : values.get(0);
    }

    /** The service's own name for this exchange; null when it gave none that is safe to print. */
    @Nullable
    String requestId() {
        String id = header("x-request-id");
        id = id == null ? header("request-id") : id;
        return id != null && id.matches("[A-Za-z0-9_.-]{1,80}") ? id : null;
    }

    /** The body as JSON; a missing node when it is none. */
    JsonNode json() {
        try {
            JsonNode node = MAPPER.readTree(body);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            // The caller sees a missing node; the exception would carry parts of the body.
            return MissingNode.getInstance();
        }
    }
}
