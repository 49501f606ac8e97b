package io.linernotes.enrichment.notes.llm;

import java.util.EnumMap;
import java.util.Map;

/** Counts entries of an answer that are left out while the rest of it is used. */
public final class Omissions {
    private final Map<Rejection, Integer> counts = new EnumMap<>(Rejection.class);

    /** One more for this reason. */
    public void add(Rejection reason) {
        counts.merge(reason, 1, Integer::sum);
    }

    Map<Rejection, Integer> counts() {
        return Map.copyOf(counts);
    }
}
