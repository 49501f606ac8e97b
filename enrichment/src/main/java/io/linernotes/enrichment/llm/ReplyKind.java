package io.linernotes.enrichment.llm;

import io.linernotes.enrichment.failure.ErrorCode;
import org.jspecify.annotations.Nullable;

/** What came back for one HTTP request, and whether the same request may be sent again. */
enum ReplyKind {
    OK(null, Repeat.NEVER, "answered"),
    REJECTED(ErrorCode.LLM_REQUEST_REJECTED, Repeat.NEVER, "rejected the request"),
    AUTH(ErrorCode.LLM_AUTH, Repeat.NEVER, "refused the key"),
    REDIRECT(ErrorCode.LLM_REDIRECT, Repeat.NEVER, "answered with a redirect, which is not followed"),
    QUOTA(ErrorCode.LLM_QUOTA, Repeat.NEVER, "says that the quota or credit is used up"),
    RATE_LIMITED(ErrorCode.LLM_RATE_LIMITED, Repeat.FREELY, "asks for fewer requests"),
    SERVER_ERROR(ErrorCode.LLM_UNAVAILABLE, Repeat.FREELY, "failed"),
    NOT_CONNECTED(ErrorCode.LLM_UNAVAILABLE, Repeat.FREELY, "could not be reached"),
    /** The request left, and no whole reply came: it may have been billed. */
    LOST(ErrorCode.LLM_UNAVAILABLE, Repeat.ONCE, "did not reply in full before the deadline or the connection's end"),
    /** A success without a usable answer in it: billed. */
    BAD_ENVELOPE(ErrorCode.LLM_BAD_ENVELOPE, Repeat.ONCE, "replied with something that is no answer"),
    TRUNCATED(ErrorCode.LLM_TRUNCATED, Repeat.NEVER, "stopped in the middle of its answer"),
    REFUSED(ErrorCode.LLM_REFUSED, Repeat.NEVER, "refused to answer"),
    INTERRUPTED(ErrorCode.LLM_UNAVAILABLE, Repeat.NEVER, "was not waited for, because this thread was interrupted"),
    /** No request left. */
    NOT_SENT(ErrorCode.LLM_UNAVAILABLE, Repeat.NEVER, "was not asked");

    /** How often the same request may be sent again. */
    enum Repeat {
        NEVER,
        /** Once for a question, as the first may have been billed. */
        ONCE,
        /** Up to the limit: nothing was billed. */
        FREELY
    }

    private final @Nullable ErrorCode code;
    private final Repeat repeat;
    private final String verb;

    ReplyKind(@Nullable ErrorCode code, Repeat repeat, String verb) {
        this.code = code;
        this.repeat = repeat;
        this.verb = verb;
    }

    /** Null for {@link #OK}. */
    @Nullable
    ErrorCode code() {
        return code;
    }

    Repeat repeat() {
        return repeat;
    }

    /** Completes the sentence "The language model's service …". */
    String verb() {
        return verb;
    }
}
