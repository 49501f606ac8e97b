package io.linernotes.jobs.claims;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.ledger.Place;
import java.io.Serializable;
import java.util.Map;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerExecutorRemoved;
import org.jspecify.annotations.Nullable;

/** Carries claims from executors to the desk of the run in the driver; named in {@code spark.plugins}. */
public final class ClaimPlugin implements SparkPlugin {
    @Override
    public DriverPlugin driverPlugin() {
        return new DriverPlugin() {
            @Override
            public Map<String, String> init(SparkContext spark, PluginContext context) {
                spark.addSparkListener(new SparkListener() {
                    @Override
                    public void onExecutorRemoved(SparkListenerExecutorRemoved removed) {
                        RunLedger.executorLost(removed.executorId());
                    }
                });
                return Map.of();
            }

            @Override
            public @Nullable Object receive(Object message) {
                return message instanceof DeskMessage asked ? DeskReply.of(answer(asked)) : null;
            }
        };
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new ExecutorPlugin() {
            @Override
            public void init(PluginContext context, Map<String, String> extra) {
                PluginDesk.connect(context);
            }

            @Override
            public void shutdown() {
                PluginDesk.disconnect();
            }
        };
    }

    /** An exception is an answer too: thrown here, Spark would send it as it is. */
    private static Serializable answer(DeskMessage message) {
        RunLedger ledger = RunLedger.current();
        if (ledger == null) {
            return new EnrichmentException(ErrorCode.LLM_UNAVAILABLE, "No run is there that pays for requests.");
        }
        if (message instanceof DeskMessage.Ask ask) {
            return ledger.desk().claim(ask.executor(), ask.claim());
        }
        if (message instanceof DeskMessage.Find find) {
            Place reply = ledger.desk().reply(find.key());
            return reply == null ? false : reply;
        }
        if (message instanceof DeskMessage.Tell tell) {
            ledger.desk().settle(tell.settlement());
            return true;
        }
        return ledger.prices();
    }
}
