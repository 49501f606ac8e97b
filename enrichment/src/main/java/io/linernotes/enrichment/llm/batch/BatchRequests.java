package io.linernotes.enrichment.llm.batch;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.ledger.Ledger;
import io.linernotes.enrichment.llm.ledger.LedgerEntry;
import io.linernotes.enrichment.llm.ledger.LedgerEntry.Kind;
import io.linernotes.enrichment.llm.ledger.Place;
import io.linernotes.enrichment.llm.ledger.Settlement;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The requests of one batch, from the entries before they left to the entries that end them, each once. */
final class BatchRequests {
    private static final Logger LOG = LoggerFactory.getLogger(BatchRequests.class);

    private final Ledger ledger;
    private final String folder;
    private final Clock clock;
    private final Map<String, LedgerEntry> open = new LinkedHashMap<>();
    private int answered;

    BatchRequests(Ledger ledger, String folder, Clock clock, Collection<LedgerEntry> intents) {
        this.ledger = ledger;
        this.folder = folder;
        this.clock = clock;
        intents.forEach(intent -> open.put(intent.key(), intent));
    }

    /** Names of those that are open. */
    Set<String> keys() {
        return Set.copyOf(open.keySet());
    }

    int answered() {
        return answered;
    }

    /** Takes a result in; the first for each request counts. */
    void end(BatchResult result) {
        LedgerEntry intent = open.remove(result.key());
        if (intent == null) {
            LOG.warn("A batch holds a result of no open request of it");
            return;
        }
        Kind kind = !result.billed() ? Kind.FAILURE : result.code() == null ? Kind.RESULT : Kind.UNUSABLE;
        BigDecimal price =
                result.billed() ? ledger.tariff().cost(intent.model(), result.model(), result.tokens()) : null;
        BigDecimal cost = price == null ? null : price.multiply(ledger.tariff().batchShare(intent.model()));
        LedgerEntry end = intent.ended(
                kind,
                clock.instant(),
                cost,
                result.code() == null ? null : result.code().name(),
                result.status(),
                result.billed() ? result.tokens() : null);
        settle(kind == Kind.RESULT ? end.withReply(result.body()) : end, result.code());
        answered += kind == Kind.RESULT ? 1 : 0;
    }

    /** Ends those that are still open. */
    void endAll(Kind kind, ErrorCode code) {
        List.copyOf(open.values())
                .forEach(intent -> settle(intent.ended(kind, clock.instant(), null, code.name(), 0, null), code));
        open.clear();
    }

    private void settle(LedgerEntry end, @Nullable ErrorCode code) {
        Place place = ledger.segments().in(folder).append(end);
        ledger.desk()
                .settle(new Settlement(
                        end.key(),
                        end.claim(),
                        end.kind(),
                        end.kind() == Kind.RESULT ? place : null,
                        end.cost(),
                        code,
                        0));
    }
}
