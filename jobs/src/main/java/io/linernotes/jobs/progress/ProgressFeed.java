package io.linernotes.jobs.progress;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Where the driver hears what executors report. */
public final class ProgressFeed {
    private static final List<Consumer<ProgressEvent>> LISTENERS = new CopyOnWriteArrayList<>();

    private ProgressFeed() {}

    /** Ends a subscription. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    /** Calls a listener with each event, one at a time or several at once, until the subscription is closed. */
    public static Subscription listen(Consumer<ProgressEvent> listener) {
        LISTENERS.add(listener);
        return () -> LISTENERS.remove(listener);
    }

    static void deliver(ProgressEvent event) {
        LISTENERS.forEach(listener -> listener.accept(event));
    }
}
