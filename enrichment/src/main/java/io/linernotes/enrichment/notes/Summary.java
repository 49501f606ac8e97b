package io.linernotes.enrichment.notes;

import java.io.Serializable;
import java.util.List;

/**
 * A summary of an episode.
 *
 * @param text as shown to readers
 * @param claims its statements, in order; at least one
 */
public record Summary(SummaryKind kind, String text, List<Claim> claims) implements Serializable {
    public Summary {
        claims = List.copyOf(claims);
    }
}
