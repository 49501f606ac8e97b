package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A bullet for each thing that some listeners would want to know beforehand. */
final class ContentNote {
    private ContentNote() {}

    /** Null when there is no such thing. */
    static @Nullable Summary of(List<Claim> claims) {
        String text = claims.stream()
                .map(claim -> "- " + Markdown.escaped(claim.text()))
                .collect(Collectors.joining("\n"));
        return claims.isEmpty() ? null : new Summary(SummaryKind.CONTENT_NOTE, text, claims);
    }
}
