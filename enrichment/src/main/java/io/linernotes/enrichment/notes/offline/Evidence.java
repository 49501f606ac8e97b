package io.linernotes.enrichment.notes.offline;

import io.linernotes.enrichment.notes.Grounding;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;

/** Positions of sentences (from 0) to the numbers (from 1) that statements cite. */
final class Evidence {
    /** Enough to check a statement; more would be a list of mentions. */
    private static final int MAX_SENTENCES = 5;

    private Evidence() {}

    static Grounding of(int position) {
        return Grounding.verified(List.of(position + 1));
    }

    /** The first few of the positions. */
    static Grounding of(Collection<Integer> positions) {
        return Grounding.verified(positions.stream()
                .distinct()
                .limit(MAX_SENTENCES)
                .sorted()
                .map(position -> position + 1)
                .toList());
    }

    /** All sentences of a span. */
    static Grounding of(Span span) {
        return Grounding.verified(
                IntStream.range(span.from() + 1, span.to() + 1).boxed().toList());
    }
}
