package io.linernotes.jobs.progress;

import java.util.Map;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.jspecify.annotations.Nullable;

/** Carries progress from executors to the driver; named in {@code spark.plugins}. */
public final class LinernotesPlugin implements SparkPlugin {
    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public @Nullable Object receive(Object message) {
                if (message instanceof ProgressEvent event) {
                    ProgressFeed.deliver(event);
                }
                return null;
            }
        };
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext context, Map<String, String> extra) {
                ProgressReporter.connect(context);
            }

            @Override
            public void shutdown() {
                ProgressReporter.disconnect();
            }
        };
    }
}
