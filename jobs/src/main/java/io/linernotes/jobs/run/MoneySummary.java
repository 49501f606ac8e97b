package io.linernotes.jobs.run;

import io.linernotes.evaluation.cost.Money;
import io.linernotes.jobs.claims.LedgerTotals;
import io.linernotes.jobs.table.LlmCallRow;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the money of a run went: counted in its ledger, and held against the rows of its table.
 *
 * @param cacheHits questions that were answered from the ledger, without a request
 * @param billed replies that were paid for
 * @param unusablePaid of these, replies that were no answer
 * @param inDoubt requests whose reply was lost, so that they may have been billed
 * @param resends requests that were sent although the same one was or may have been billed before in this run
 * @param failures requests that were not billed, by error code
 * @param settled decimal amount; price of the replies that said what they took
 * @param reservedLost decimal amount; kept back for lost replies and for those that did not say
 * @param cap decimal amount; null when there is none per run
 * @param lateResultsDropped replies that came after their request had been given up
 * @param reconciled whether every answer in a row is in the ledger, every answer that was paid for is in a row, the end of
 *     every request is known, and the money of the ledger is that of the budget
 */
record MoneySummary(
        String currency,
        long cacheHits,
        int billed,
        int unusablePaid,
        int inDoubt,
        int resends,
        Map<String, Integer> failures,
        String settled,
        String reservedLost,
        @Nullable String cap,
        long lateResultsDropped,
        boolean reconciled) {
    static MoneySummary of(LedgerTotals totals, List<LlmCallRow> rows, @Nullable Money cap) {
        return new MoneySummary(
                totals.currency(),
                rows.stream().filter(LlmCallRow::fromLedger).count(),
                totals.billed(),
                totals.unusable(),
                totals.inDoubt(),
                totals.resends(),
                totals.failures(),
                totals.settled().toPlainString(),
                totals.held().toPlainString(),
                cap == null ? null : cap.amount().toPlainString(),
                totals.late(),
                totals.complete() && isMatched(totals, rows));
    }

    private static boolean isMatched(LedgerTotals totals, List<LlmCallRow> rows) {
        Set<String> keys = new HashSet<>();
        boolean known = true;
        for (LlmCallRow row : rows) {
            keys.add(String.valueOf(row.ledgerKey()));
            boolean answered = row.fromLedger() || row.billed() > row.unusable();
            known &= !answered || totals.answeredEver().contains(String.valueOf(row.ledgerKey()));
        }
        return known && keys.containsAll(totals.answered());
    }
}
