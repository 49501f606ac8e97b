package io.linernotes.enrichment.llm.batch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;

/**
 * Requests to a batch service, each within a deadline, whatever the other side does; bodies go to a file first, and not beyond
 * a limit. Redirects are not followed: they would carry the key elsewhere. What a service says is never quoted.
 */
final class BatchHttp {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
    /** Twice what services let a batch hold. */
    private static final long MAX_BYTES = 512L << 20;

    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final Supplier<Map<String, String>> headers;
    private final Duration deadline;

    /**
     * Makes the client.
     *
     * @param headers of every request, the key's among them; asked for before each
     * @param deadline from sending to the last byte
     */
    BatchHttp(Supplier<Map<String, String>> headers, Duration deadline) {
        this.headers = headers;
        this.deadline = deadline;
    }

    /**
     * A reply.
     *
     * @param connected whether the request may have reached the service
     * @param status 0 when there was no whole reply
     * @param json missing when the body is none
     */
    record Reply(boolean connected, int status, JsonNode json) {
        boolean isSuccess() {
            return status / 100 == 2;
        }

        ErrorCode code() {
            return status == 0 ? ErrorCode.LLM_UNAVAILABLE : BatchHttp.code(status, json);
        }

        /** What it means where a batch was handed over: only a service that said no is known not to have it. */
        Submission submission() {
            String id = json.path("id").textValue();
            if (isSuccess() && id != null) {
                return new Submission.Accepted(id);
            }
            boolean refused = !connected || status / 100 == 4 || status / 100 == 3;
            return refused ? new Submission.Refused(code(), status) : new Submission.Unknown();
        }

        /** The body of a success. */
        JsonNode required() {
            if (!isSuccess()) {
                throw failure(code(), status);
            }
            if (!json.isObject()) {
                throw failure(ErrorCode.LLM_BAD_ENVELOPE, status);
            }
            return json;
        }
    }

    /** Reads without changing anything. */
    Reply read(String url) {
        return exchange(HttpRequest.newBuilder(URI.create(url)).GET());
    }

    /** Posts JSON. */
    Reply post(String url, String json) {
        return post(url, "application/json", BodyPublishers.ofString(json));
    }

    /** Posts a body of another kind. */
    Reply post(String url, String contentType, BodyPublisher body) {
        return exchange(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", contentType)
                .POST(body));
    }

    /**
     * Reads a body line by line, once all of it is here.
     *
     * @param reader called for each line that is JSON; others are passed over
     */
    void lines(String url, Consumer<JsonNode> reader) {
        withBody(HttpRequest.newBuilder(URI.create(url)).GET(), (status, file) -> {
            if (status / 100 != 2) {
                throw failure(code(status, MissingNode.getInstance()), status);
            }
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    JsonNode node = json(line);
                    if (node.isObject()) {
                        reader.accept(node);
                    }
                }
            }
            return status;
        });
    }

    private Reply exchange(HttpRequest.Builder request) {
        try {
            return withBody(request, (status, file) -> new Reply(true, status, json(Files.readString(file))));
        } catch (LostException e) {
            return new Reply(e.connected, 0, MissingNode.getInstance());
        }
    }

    private interface Reading<T> {
        T read(int status, Path file) throws IOException;
    }

    /** No whole reply came. */
    private static final class LostException extends EnrichmentException {
        private static final long serialVersionUID = 1L;

        private final boolean connected;

        LostException(boolean connected) {
            super(ErrorCode.LLM_UNAVAILABLE, "The batch service did not reply in full.");
            this.connected = connected;
        }
    }

    private <T> T withBody(HttpRequest.Builder request, Reading<T> reading) {
        headers.get().forEach(request::header);
        try {
            Path file = Files.createTempFile("linernotes-batch", ".json");
            try {
                HttpResponse<Path> response = send(request.build(), file);
                return reading.read(response.statusCode(), file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.STORAGE_UNSAFE, "The reply of a batch service cannot be kept in a temporary file.", e);
        }
    }

    private HttpResponse<Path> send(HttpRequest request, Path file) {
        CompletableFuture<HttpResponse<Path>> exchange =
                client.sendAsync(request, response -> new LimitedFile(file, MAX_BYTES));
        try {
            return exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            exchange.cancel(true);
            throw new LostException(true);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            throw new LostException(true);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw new LostException(!(cause instanceof ConnectException
                    || cause instanceof HttpConnectTimeoutException
                    || cause instanceof SSLHandshakeException));
        }
    }

    /** Ids become parts of addresses; they come from the other side. */
    static boolean isPlain(String id) {
        return id.matches("[A-Za-z0-9_-]{1,200}");
    }

    /** The same id, if it is one. */
    static String plain(String id) {
        if (!isPlain(id)) {
            throw failure(ErrorCode.LLM_BAD_ENVELOPE, 0);
        }
        return id;
    }

    static JsonNode json(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node == null ? MissingNode.getInstance() : node;
        } catch (JsonProcessingException e) {
            // The caller sees a missing node; the exception would carry parts of the body.
            return MissingNode.getInstance();
        }
    }

    /** What a status other than success means. */
    static ErrorCode code(int status, JsonNode json) {
        boolean quota = json.path("error").path("code").asText().equals("insufficient_quota");
        return switch (status) {
            case 401, 403 -> ErrorCode.LLM_AUTH;
            case 402 -> ErrorCode.LLM_QUOTA;
            case 408 -> ErrorCode.LLM_UNAVAILABLE;
            case 429 -> quota ? ErrorCode.LLM_QUOTA : ErrorCode.LLM_RATE_LIMITED;
            default ->
                switch (status / 100) {
                    case 3 -> ErrorCode.LLM_REDIRECT;
                    case 4 -> ErrorCode.LLM_REQUEST_REJECTED;
                    default -> ErrorCode.LLM_UNAVAILABLE;
                };
        };
    }

    static EnrichmentException failure(ErrorCode code, int status) {
        return new EnrichmentException(
                code, "The batch service did not do as it was asked: status = %d".formatted(status));
    }
}
