package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.table.EpisodeState;
import io.linernotes.jobs.table.FailureRow;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** How a published run ended, for the scheduler. */
final class Verdict {
    private static final Set<ErrorCode> REFUSED = EnumSet.of(ErrorCode.LLM_AUTH, ErrorCode.LLM_QUOTA);
    private static final Set<ErrorCode> UNAVAILABLE = EnumSet.of(ErrorCode.LLM_UNAVAILABLE, ErrorCode.LLM_RATE_LIMITED);

    private Verdict() {}

    /**
     * Judges a run.
     *
     * @param maxFailedShare largest share of recordings that may be quarantined, 0 to 1; files that are no media by their
     *     own name do not count
     */
    static ExitCode of(RunFacts facts, double maxFailedShare) {
        if (facts.money() != null && !facts.money().reconciled()) {
            return ExitCode.LEDGER;
        }
        if (hasFailure(facts, REFUSED)) {
            return ExitCode.PROVIDER_REFUSED;
        }
        if (hasFailure(facts, UNAVAILABLE)) {
            return ExitCode.PROVIDER_UNAVAILABLE;
        }
        if (hasFailure(facts, EnumSet.of(ErrorCode.LLM_BUDGET))) {
            return ExitCode.BUDGET;
        }
        if (hasFailure(facts, EnumSet.of(ErrorCode.LLM_IN_DOUBT))) {
            return ExitCode.QUALITY;
        }
        Map<EpisodeState, Long> states = facts.states();
        long failed = states.getOrDefault(EpisodeState.QUARANTINED, 0L);
        long all = facts.episodes().size() - states.getOrDefault(EpisodeState.SKIPPED, 0L);
        return failed > maxFailedShare * all ? ExitCode.QUALITY : ExitCode.OK;
    }

    private static boolean hasFailure(RunFacts facts, Set<ErrorCode> codes) {
        return facts.failures().stream().map(FailureRow::code).anyMatch(codes::contains);
    }
}
