package io.linernotes.enrichment.llm;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Redirect;
import java.net.http.HttpClient.Version;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * Sends one HTTP request and returns within the deadline, whatever the other side does.
 *
 * <p>{@link HttpRequest#timeout()} ends with the response's headers, so a body that trickles would hold a thread for ever;
 * here the deadline lies outside the client and cancels the exchange. Redirects are not followed: they would carry the key
 * elsewhere. HTTP/1.1, as some self-hosted servers dislike the offer of an upgrade.
 */
final class HttpSender {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .followRedirects(Redirect.NEVER)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final Duration deadline;

    HttpSender(Duration deadline) {
        this.deadline = deadline;
    }

    /** Posts the body; every outcome is a reply. */
    HttpReply post(String url, Map<String, List<String>> headers, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url)).POST(BodyPublishers.ofString(body));
        headers.forEach((name, values) -> values.forEach(value -> request.header(name, value)));
        CompletableFuture<HttpResponse<String>> exchange =
                client.sendAsync(request.build(), response -> new LimitedBody());
        try {
            HttpResponse<String> response = exchange.get(deadline.toMillis(), TimeUnit.MILLISECONDS);
            return new HttpReply(null, response.statusCode(), response.headers().map(), response.body());
        } catch (TimeoutException e) {
            exchange.cancel(true);
            return HttpReply.failed(ReplyKind.LOST);
        } catch (InterruptedException e) {
            exchange.cancel(true);
            Thread.currentThread().interrupt();
            return HttpReply.failed(ReplyKind.INTERRUPTED);
        } catch (ExecutionException e) {
            return HttpReply.failed(kind(e.getCause()));
        }
    }

    private static ReplyKind kind(Throwable failure) {
        if (failure instanceof LimitedBody.TooLargeException) {
            return ReplyKind.BAD_ENVELOPE;
        }
        if (failure instanceof ConnectException
                || failure instanceof HttpConnectTimeoutException
                || failure instanceof SSLHandshakeException) {
            return ReplyKind.NOT_CONNECTED;
        }
        if (failure instanceof IOException) {
            return ReplyKind.LOST;
        }
        throw new IllegalStateException("Unexpected failure of an HTTP exchange", failure);
    }
}
