package io.linernotes.enrichment.llm.batch;

import io.linernotes.enrichment.failure.ErrorCode;

/** What became of the attempt to hand over a batch. */
public sealed interface Submission {
    /**
     * The service has it.
     *
     * @param id the service's own name for it
     */
    record Accepted(String id) implements Submission {}

    /**
     * The service does not have it, and nothing was billed.
     *
     * @param status HTTP status; 0 when there was no reply
     */
    record Refused(ErrorCode code, int status) implements Submission {}

    /** Nobody knows yet whether the service has it. */
    record Unknown() implements Submission {}
}
