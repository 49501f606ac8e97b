package io.linernotes.jobs.progress;

import java.io.IOException;
import java.util.Locale;
import org.apache.spark.api.plugin.PluginContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where tasks report what they have done, from any thread of an executor. */
public final class ProgressReporter {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressReporter.class);

    /** One executor per JVM, so one way to its driver. */
    private static volatile @Nullable PluginContext driver;

    private ProgressReporter() {}

    /**
     * Sends a piece of finished work to the driver. Nobody listens where {@link LinernotesPlugin} is not among the
     * plugins of the session; then nothing happens. Never fails: progress is not worth a task.
     *
     * @param stage what kind of work
     * @param recordings recordings finished by it; 0 for a part of one
     * @param audioMs audio covered by it, in milliseconds
     */
    public static void report(Enum<?> stage, int recordings, long audioMs) {
        PluginContext context = driver;
        if (context == null) {
            return;
        }
        try {
            context.send(new ProgressEvent(stage.name().toLowerCase(Locale.ROOT), recordings, audioMs));
        } catch (IOException | RuntimeException e) {
            LOG.debug("Progress could not be sent", e);
        }
    }

    static void connect(PluginContext context) {
        driver = context;
    }

    static void disconnect() {
        driver = null;
    }
}
