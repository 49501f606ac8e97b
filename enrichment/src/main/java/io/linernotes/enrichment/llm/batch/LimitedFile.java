package io.linernotes.enrichment.llm.batch;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Writes a response body to a file, and hangs up when it grows beyond a limit. */
final class LimitedFile implements BodySubscriber<Path> {
    private final CompletableFuture<Path> result = new CompletableFuture<>();
    private final Path file;
    private final long limit;
    private @Nullable FileChannel channel;
    private @Nullable Subscription subscription;
    private long written;

    /** @param limit in bytes */
    LimitedFile(Path file, long limit) {
        this.file = file;
        this.limit = limit;
    }

    @Override
    public CompletionStage<Path> getBody() {
        return result;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        this.subscription = subscription;
        try {
            channel = FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
            subscription.request(Long.MAX_VALUE);
        } catch (IOException e) {
            giveUp(e);
        }
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        if (channel == null || result.isDone()) {
            return;
        }
        try {
            for (ByteBuffer buffer : buffers) {
                while (buffer.hasRemaining()) {
                    written += channel.write(buffer);
                }
            }
            if (written > limit) {
                throw new IOException("Response body is larger than %d bytes".formatted(limit));
            }
        } catch (IOException e) {
            giveUp(e);
        }
    }

    @Override
    public void onError(Throwable failure) {
        close();
        result.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        close();
        result.complete(file);
    }

    private void giveUp(IOException failure) {
        if (subscription != null) {
            subscription.cancel();
        }
        onError(failure);
    }

    private void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            result.completeExceptionally(e);
        }
    }
}
