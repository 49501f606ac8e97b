package io.linernotes.enrichment.llm;

import dev.langchain4j.exception.HttpException;
import dev.langchain4j.http.client.HttpClient;
import dev.langchain4j.http.client.HttpClientBuilder;
import dev.langchain4j.http.client.HttpRequest;
import dev.langchain4j.http.client.SuccessfulHttpResponse;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import dev.langchain4j.http.client.sse.ServerSentEventParser;
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
    private final HttpSender sender;
    private final @Nullable String apiKey;
    private String requestSha256 = "";
    private @Nullable HttpReply reply;

    Transport(HttpSender sender, @Nullable String apiKey) {
        this.sender = sender;
        this.apiKey = apiKey;
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
        requestSha256 = CanonicalJson.sha256(request.body());
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        // Gateways that know it send a request on only once; others ignore it.
        headers.put("Idempotency-Key", List.of(requestSha256));
        if (apiKey != null) {
            headers.put("Authorization", List.of("Bearer " + apiKey));
        }
        HttpReply received = sender.post(request.url(), headers, request.body());
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
