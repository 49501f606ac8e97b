package io.linernotes.jobs.claims;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.ledger.CallDesk;
import io.linernotes.enrichment.llm.ledger.Claim;
import io.linernotes.enrichment.llm.ledger.Decision;
import io.linernotes.enrichment.llm.ledger.Ledger;
import io.linernotes.enrichment.llm.ledger.LedgerFiles;
import io.linernotes.enrichment.llm.ledger.LedgerReader;
import io.linernotes.enrichment.llm.ledger.LedgerSegments;
import io.linernotes.enrichment.llm.ledger.Place;
import io.linernotes.enrichment.llm.ledger.Settlement;
import io.linernotes.evaluation.cost.PriceList;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.deploy.SparkHadoopUtil;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The desk in the driver, as tasks of this executor reach it. */
public final class PluginDesk implements CallDesk {
    private static final Logger LOG = LoggerFactory.getLogger(PluginDesk.class);

    /** One executor per JVM, so one way to its driver. */
    private static volatile @Nullable PluginContext driver;

    private PluginDesk() {}

    /** What a client of this executor needs to pay for requests. */
    public static Ledger ledger() {
        LedgerFiles files = new SparkLedgerFiles(
                SparkHadoopUtil.get().newConfiguration(SparkEnv.get().conf()));
        PriceList prices = (PriceList) ask(new DeskMessage.Prices());
        String writer = context().executorID().replaceAll("[^A-Za-z0-9]", "_");
        return new Ledger(
                new PluginDesk(), new LedgerSegments(files, writer), new LedgerReader(files), new PriceTariff(prices));
    }

    @Override
    public Decision claim(Claim claim) {
        return (Decision) ask(new DeskMessage.Ask(context().executorID(), claim));
    }

    @Override
    public @Nullable Place reply(String key) {
        return ask(new DeskMessage.Find(key)) instanceof Place place ? place : null;
    }

    /** Never fails: what was written down is found by the driver in the end. */
    @Override
    public void settle(Settlement settlement) {
        try {
            ask(new DeskMessage.Tell(settlement));
        } catch (EnrichmentException e) {
            LOG.warn("The driver could not be told how a request ended: {}", e.getMessage());
        }
    }

    private static Object ask(DeskMessage message) {
        Object answer;
        try {
            answer = DeskReply.read((byte[]) context().ask(message));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unreachable(e);
        } catch (Exception e) {
            throw unreachable(e);
        }
        if (answer instanceof EnrichmentException refusal) {
            throw refusal;
        }
        return answer;
    }

    private static PluginContext context() {
        PluginContext context = driver;
        if (context == null) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "Requests to a language model need the plugin %s in spark.plugins."
                            .formatted(ClaimPlugin.class.getName()));
        }
        return context;
    }

    private static EnrichmentException unreachable(Exception cause) {
        return new EnrichmentException(
                ErrorCode.LLM_UNAVAILABLE,
                "The driver, which grants requests to a language model, did not answer (%s)."
                        .formatted(cause.getClass().getSimpleName()),
                cause);
    }

    static void connect(PluginContext context) {
        driver = context;
    }

    static void disconnect() {
        driver = null;
    }
}
