package io.linernotes.jobs.table;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import java.io.Serializable;
import java.util.List;

/** Something that was found but could be lived with. */
public record Warning(
        @Column("code, see the list of codes") ErrorCode code,
        @Column("one sentence") String message) implements Serializable {

    public static List<Warning> of(List<Finding> findings) {
        return findings.stream()
                .map(finding -> new Warning(finding.code(), finding.message()))
                .toList();
    }
}
