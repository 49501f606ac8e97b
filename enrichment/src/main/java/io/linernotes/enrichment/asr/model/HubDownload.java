package io.linernotes.enrichment.asr.model;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * One file over HTTP into a local file. Goes on where an earlier attempt, of this process or another, stopped, as long as
 * the server's entity tag says that it is the same file. Follows redirects itself: they carry the hash of large files.
 */
final class HubDownload {
    private static final int REDIRECTS = 5;
    private static final Pattern SHA256 = Pattern.compile("\"?([0-9a-f]{64})\"?");
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}");

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final URI address;
    private final Path target;
    private final Path tag;
    private final long largest;
    private final Patience patience;
    private final Watcher watcher;

    private @Nullable String announcedSha256;
    private @Nullable String announcedSize;
    private @Nullable String commit;

    /**
     * How long a download tries.
     *
     * @param attempts in a row that bring nothing, at least 1
     * @param pause before the second attempt; doubled every time
     * @param silence longest time without a byte
     */
    record Patience(int attempts, Duration pause, Duration silence) {}

    /** Sees bytes come in; {@code total} is -1 while it is unknown. */
    interface Watcher {
        void show(long bytes, long total);
    }

    /**
     * What came.
     *
     * @param announcedSha256 hash that the hub announces; null when it does not
     * @param commit of the hub's repository; null when the hub does not say
     */
    record Result(
            PinnedFile content,
            @Nullable String announcedSha256,
            @Nullable String commit) {}

    /**
     * Prepares a download.
     *
     * @param target may hold the beginning of the file
     * @param largest bytes that the file may have
     */
    HubDownload(URI address, Path target, long largest, Patience patience, Watcher watcher) {
        this.address = address;
        this.target = target;
        this.tag = target.resolveSibling(target.getFileName() + ".etag");
        this.largest = largest;
        this.patience = patience;
        this.watcher = watcher;
    }

    /** Returns what came; null when the hub does not have the file. */
    @Nullable
    Result run() throws IOException {
        Duration pause = patience.pause();
        int failures = 0;
        while (true) {
            long before = size();
            try {
                if (!attempt()) {
                    return null;
                }
                try (InputStream in = Files.newInputStream(target)) {
                    return new Result(PinnedFile.of(in), announcedSha256, commit);
                }
            } catch (TransferException e) {
                failures = size() > before ? 1 : failures + 1;
                if (failures >= patience.attempts()) {
                    throw new EnrichmentException(
                            ErrorCode.MODEL_UNAVAILABLE, "Cannot fetch %s: %s.".formatted(address, e.getMessage()), e);
                }
            }
            sleep(pause);
            pause = pause.multipliedBy(2);
        }
    }

    /** Returns false when the hub does not have the file. */
    private boolean attempt() throws IOException {
        URI next = address;
        for (int hop = 0; hop <= REDIRECTS; hop++) {
            HttpResponse<Void> response;
            long total;
            try (HubBody body = new HubBody(target, largest)) {
                response = send(next, body);
                total = body.total();
            }
            remember(response.headers());
            int status = response.statusCode();
            if (status / 100 == 3 && status != 304) {
                next = redirected(next, response.headers());
                continue;
            }
            if (status == 401 || status == 403 || status == 404) {
                return false;
            }
            if (status == 416
                    && response.headers().firstValue("content-range").orElse("").equals("bytes */" + size())) {
                requireSize(size());
                return true;
            }
            if (status == 416) {
                Files.deleteIfExists(tag);
            }
            if (status != 200 && status != 206) {
                throw new TransferException("the server answers with status " + status);
            }
            requireSize(total);
            return true;
        }
        throw new TransferException("the server redirects in circles");
    }

    private HttpResponse<Void> send(URI uri, HubBody body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).header("Accept-Encoding", "identity");
        if (size() > 0 && Files.exists(tag)) {
            request.header("Range", "bytes=" + size() + "-");
            request.header("If-Range", Files.readString(tag, StandardCharsets.UTF_8));
        }
        CompletableFuture<HttpResponse<Void>> response =
                client.sendAsync(request.build(), info -> body.receive(info.statusCode(), info.headers(), tag));
        long seen = -1;
        long lastByte = System.nanoTime();
        while (true) {
            try {
                HttpResponse<Void> done = response.get(200, TimeUnit.MILLISECONDS);
                watcher.show(size(), body.total());
                return done;
            } catch (TimeoutException e) {
                if (body.received() != seen) {
                    seen = body.received();
                    lastByte = System.nanoTime();
                    watcher.show(size(), body.total());
                } else if (System.nanoTime() - lastByte > patience.silence().toNanos()) {
                    response.cancel(true);
                    throw new TransferException(
                            "the server sends nothing for " + patience.silence().toSeconds() + " s");
                }
            } catch (ExecutionException e) {
                throw cause(e.getCause());
            } catch (InterruptedException e) {
                response.cancel(true);
                Thread.currentThread().interrupt();
                throw new EnrichmentException(ErrorCode.MODEL_UNAVAILABLE, "The pull was interrupted.", e);
            }
        }
    }

    private static IOException cause(@Nullable Throwable cause) {
        for (Throwable e = cause; e != null; e = e.getCause()) {
            if (e instanceof EnrichmentException known) {
                throw known;
            }
            if (e instanceof HubBody.Unwritable full) {
                return full.cause();
            }
            if (e instanceof TransferException known) {
                return known;
            }
        }
        String name = cause == null ? "" : cause.getClass().getSimpleName();
        return new TransferException("the transfer broke off (%s)".formatted(name));
    }

    private void remember(HttpHeaders headers) {
        headers.firstValue("x-linked-etag")
                .map(SHA256::matcher)
                .filter(Matcher::matches)
                .ifPresent(matcher -> announcedSha256 = matcher.group(1));
        headers.firstValue("x-linked-size").ifPresent(value -> announcedSize = value);
        headers.firstValue("x-repo-commit").filter(COMMIT.asMatchPredicate()).ifPresent(value -> commit = value);
    }

    private static URI redirected(URI from, HttpHeaders headers) throws TransferException {
        String location = headers.firstValue("location").orElse("");
        URI to;
        try {
            to = from.resolve(location);
        } catch (IllegalArgumentException e) {
            throw new TransferException("the server redirects to no address");
        }
        boolean allowed =
                "https".equals(to.getScheme()) || ("http".equals(to.getScheme()) && "http".equals(from.getScheme()));
        if (location.isEmpty() || !allowed) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY,
                    "The hub redirects %s to an address that is not encrypted.".formatted(from));
        }
        return to;
    }

    /** @param total as the transfer itself says; -1 when it does not */
    private void requireSize(long total) throws IOException {
        boolean fits = (total < 0 || total == size())
                && (announcedSize == null || announcedSize.equals(String.valueOf(size())));
        if (!fits) {
            Files.deleteIfExists(target);
            throw new TransferException("the file does not have the size that the server announces");
        }
    }

    private long size() throws IOException {
        return Files.exists(target) ? Files.size(target) : 0;
    }

    private static void sleep(Duration pause) {
        try {
            TimeUnit.MILLISECONDS.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EnrichmentException(ErrorCode.MODEL_UNAVAILABLE, "The pull was interrupted.", e);
        }
    }

    /** The transfer failed and may work when tried again. */
    static final class TransferException extends IOException {
        private static final long serialVersionUID = 1L;

        TransferException(String message) {
            super(message);
        }
    }
}
