package io.linernotes.enrichment.llm.ledger;

import io.linernotes.enrichment.llm.ledger.LedgerEntry.Kind;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What entries amount to: for each claim how it ended. The order in which segments are read does not matter. */
public final class LedgerBook {
    private final Map<String, Posting> postings = new LinkedHashMap<>();

    /**
     * How far a claim came.
     *
     * @param entry the last word on it
     * @param place of that entry
     */
    public record Posting(LedgerEntry entry, Place place) {}

    /** Adds an entry. An answer outweighs a doubt, which an observer wrote, and both outweigh the intent. */
    public void add(LedgerEntry entry, Place place) {
        postings.merge(
                entry.claim(),
                new Posting(entry.withoutReply(), place),
                (old, added) ->
                        weight(added.entry().kind()) > weight(old.entry().kind()) ? added : old);
    }

    /** Every claim that was written down. */
    public Collection<Posting> postings() {
        return postings.values();
    }

    /** The last word on a claim; null when nothing was written. */
    public @Nullable Posting posting(String claim) {
        return postings.get(claim);
    }

    /** How many claims ended so. */
    public int count(Kind kind) {
        return (int) postings.values().stream()
                .filter(posting -> posting.entry().kind() == kind)
                .count();
    }

    /** What claims took from the budget for good. */
    public BigDecimal spent(Predicate<LedgerEntry> which) {
        return postings.values().stream()
                .map(Posting::entry)
                .filter(which)
                .map(LedgerEntry::spent)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static int weight(Kind kind) {
        return switch (kind) {
            case INTENT -> 0;
            case INDOUBT -> 1;
            case FAILURE, UNUSABLE, RESULT -> 2;
        };
    }
}
