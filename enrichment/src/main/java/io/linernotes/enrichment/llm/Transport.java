package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
import io.linernotes.enrichment.llm.RequestGate.Outgoing;
import io.linernotes.enrichment.llm.RequestGate.Passage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request of LangChain4j, and what came of it. LangChain4j keeps neither the response headers nor the body of an error;
 * this keeps both, and adds the key, so that LangChain4j never sees it. For one request of one thread.
 */
final class Transport implements HttpClient, HttpClientBuilder {
    /** Floats stay as they were written. */
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private final HttpSender sender;
    private final RequestGate gate;
    private final Protocol protocol;
    private final LlmQuestion question;
    private final @Nullable String apiKey;
    private String requestSha256 = "";
    private boolean sent;
    private Passage passage = Passage.FREE;
    private @Nullable HttpReply reply;

    Transport(HttpSender sender, RequestGate gate, Protocol protocol, LlmQuestion question, @Nullable String apiKey) {
        this.sender = sender;
        this.gate = gate;
        this.protocol = protocol;
        this.question = question;
        this.apiKey = apiKey;
    }

    /** What the gate said of the request. */
    Passage passage() {
        return passage;
    }

    /** Whether a request left this process. */
    boolean sent() {
        return sent;
    }

    /** SHA-256 of the canonical request body; empty before a request was made. */
    String requestSha256() {
        return requestSha256;
    }

    /** Null before a request was made. */
    @Nullable
    HttpReply reply() {
        return reply;
    }

    @Override
    public SuccessfulHttpResponse execute(HttpRequest request) {
        String body = withSchema(request.body());
        requestSha256 = CanonicalJson.sha256(body);
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        // Gateways that know it send a request on only once; others ignore it.
        headers.put("Idempotency-Key", List.of(requestSha256));
        headers.remove(protocol.keyHeader());
        if (apiKey != null) {
            headers.put(protocol.keyHeader(), List.of(protocol.keyValue(apiKey)));
        }
        HttpReply received = exchange(request.url(), headers, body);
        reply = received;
        if (!received.isSuccess()) {
            throw new HttpException(received.status(), "See the recorded reply");
        }
        return SuccessfulHttpResponse.builder()
                .statusCode(received.status())
                .headers(received.headers())
                .body(received.body())
                .build();
    }

    /**
     * The schema as it stands in the prompt. LangChain4j parses it with whatever modules of Jackson are around; with
     * Spark's, it would come out as the properties of Scala's maps.
     */
    private String withSchema(String body) {
        try {
            JsonNode root = MAPPER.readTree(body);
            JsonPointer place = protocol.schema();
            if (root.at(place).isMissingNode() || !(root.at(place.head()) instanceof ObjectNode parent)) {
                throw new IllegalStateException("A request does not ask for an answer that follows a schema");
            }
            parent.set(
                    place.last().getMatchingProperty(),
                    MAPPER.readTree(question.prompt().schema().text()));
            return MAPPER.writeValueAsString(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A request or a schema is not JSON", e);
        }
    }

    private HttpReply exchange(String url, Map<String, List<String>> headers, String body) {
        try {
            passage = gate.enter(
                    new Outgoing(question.episode(), question.model(), url, body, question.maxOutputTokens()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return HttpReply.failed(ReplyKind.INTERRUPTED);
        }
        HttpReply stored = passage.stored();
        if (stored != null) {
            return stored;
        }
        if (passage.denial() != null) {
            return HttpReply.failed(ReplyKind.NOT_SENT);
        }
        sent = true;
        return sender.post(url, headers, body);
    }

    @Override
    public void execute(HttpRequest request, ServerSentEventParser parser, ServerSentEventListener listener) {
        throw new UnsupportedOperationException("Answers are never streamed");
    }

    @Override
    public @Nullable Duration connectTimeout() {
        return null;
    }

    /** Ignored: the sender has its own. */
    @Override
    public HttpClientBuilder connectTimeout(Duration timeout) {
        return this;
    }

    @Override
    public @Nullable Duration readTimeout() {
        return null;
    }

    /** Ignored: the sender has a deadline for the whole request. */
    @Override
    public HttpClientBuilder readTimeout(Duration timeout) {
        return this;
    }

    @Override
    public HttpClient build() {
        return this;
    }
}
