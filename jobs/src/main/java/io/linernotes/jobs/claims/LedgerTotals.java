package io.linernotes.jobs.claims;

import io.linernotes.enrichment.llm.ledger.LedgerBook;
import io.linernotes.enrichment.llm.ledger.LedgerBook.Posting;
import io.linernotes.enrichment.llm.ledger.LedgerEntry;
import io.linernotes.enrichment.llm.ledger.LedgerEntry.Kind;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What this attempt at a run did, counted in the ledger.
 *
 * @param billed replies that were paid for
 * @param unusable of these, replies that were no answer
 * @param inDoubt requests whose reply was lost, so that they may have been billed
 * @param resends requests that were sent although the same one was or may have been billed before in this run
 * @param failures requests that were not billed, by why
 * @param settled price of the replies that said what they took
 * @param held kept back for the others
 * @param late replies that came after their request had been given up
 * @param answered keys of the answers of this attempt
 * @param answeredEver keys of all answers
 * @param complete whether the end of every request is known, and the desk counted the same money
 */
public record LedgerTotals(
        String currency,
        int billed,
        int unusable,
        int inDoubt,
        int resends,
        Map<String, Integer> failures,
        BigDecimal settled,
        BigDecimal held,
        long late,
        Set<String> answered,
        Set<String> answeredEver,
        boolean complete) {
    static LedgerTotals of(
            LedgerBook book,
            Collection<String> answeredBefore,
            String currency,
            BigDecimal taken,
            long late,
            int openClaims) {
        Map<String, Integer> sends = new HashMap<>();
        Map<String, Integer> failures = new TreeMap<>();
        Set<String> answered = new HashSet<>();
        for (Posting posting : book.postings()) {
            LedgerEntry entry = posting.entry();
            if (entry.kind() == Kind.FAILURE) {
                failures.merge(String.valueOf(entry.code()), 1, Integer::sum);
            } else {
                sends.merge(entry.key(), 1, Integer::sum);
            }
            if (entry.kind() == Kind.RESULT) {
                answered.add(entry.key());
            }
        }
        Set<String> ever = new HashSet<>(answeredBefore);
        ever.addAll(answered);
        BigDecimal spent = book.spent(entry -> true);
        BigDecimal settled = book.spent(entry -> entry.cost() != null);
        return new LedgerTotals(
                currency,
                book.count(Kind.RESULT) + book.count(Kind.UNUSABLE),
                book.count(Kind.UNUSABLE),
                book.count(Kind.INDOUBT),
                sends.values().stream().mapToInt(count -> count - 1).sum(),
                failures,
                settled,
                spent.subtract(settled),
                late,
                answered,
                ever,
                openClaims == 0 && book.count(Kind.INTENT) == 0 && spent.compareTo(taken) == 0);
    }
}
