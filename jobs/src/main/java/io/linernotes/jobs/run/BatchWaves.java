package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.AwaitedRequest;
import io.linernotes.enrichment.llm.LlmBatches;
import io.linernotes.enrichment.llm.batch.BatchEndpoint;
import io.linernotes.enrichment.llm.batch.BatchSender;
import io.linernotes.jobs.claims.RunLedger;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks in batches what a run would ask one by one, before it does. A question of an episode depends on the answers before it:
 * so all episodes' next questions are one wave, and the answers, which go into the ledger, bring the next. What is left after
 * the last wave, or was not answered, is asked alone.
 */
final class BatchWaves {
    private static final Logger LOG = LoggerFactory.getLogger(BatchWaves.class);

    private final BatchSender sender;
    private final LlmBatches limits;
    private final RunLedger ledger;

    BatchWaves(BatchEndpoint endpoint, LlmBatches limits, RunLedger ledger, Clock clock) {
        this.limits = limits;
        this.ledger = ledger;
        this.sender = new BatchSender(
                endpoint,
                ledger.ledger(),
                ledger.folder(),
                limits,
                clock,
                wait -> TimeUnit.MILLISECONDS.sleep(wait.toMillis()));
    }

    /** @param awaited finds out what is asked next, by what the ledger holds */
    void answer(Supplier<List<AwaitedRequest>> awaited) {
        try {
            sender.takeUp(ledger.unfinishedBatches());
            for (int wave = 1; wave <= limits.waves(); wave++) {
                Map<String, AwaitedRequest> byKey = new LinkedHashMap<>();
                awaited.get()
                        .forEach(request -> byKey.putIfAbsent(request.claim().key(), request));
                if (byKey.isEmpty()) {
                    return;
                }
                LOG.info("Wave {} of at most {}: {} requests", wave, limits.waves(), byKey.size());
                if (sender.send(List.copyOf(byKey.values())) == 0) {
                    LOG.warn("No request of wave {} was answered: the others are sent one by one.", wave);
                    return;
                }
            }
        } catch (InterruptedException e) {
            // Batches that are out are found by the next run.
            Thread.currentThread().interrupt();
            throw new EnrichmentException(
                    ErrorCode.LLM_UNAVAILABLE,
                    "The run was interrupted while batches were out; the next one goes on with them.",
                    e);
        }
    }
}
