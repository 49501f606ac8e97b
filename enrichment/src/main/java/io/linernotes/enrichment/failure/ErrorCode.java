package io.linernotes.enrichment.failure;

import java.util.Locale;

/** Every way in which a recording, or a run, can fail. The name is what users see in the {@code failures} table. */
public enum ErrorCode {
    MEDIA_EMPTY(Category.INPUT),
    MEDIA_TOO_SHORT(Category.INPUT),
    MEDIA_NOT_AUDIO(Category.INPUT),
    MEDIA_UNRECOGNISED(Category.INPUT),
    MEDIA_NO_AUDIO(Category.INPUT),
    MEDIA_NO_INDEX(Category.INPUT),
    MEDIA_TRUNCATED(Category.INPUT),
    MEDIA_DAMAGED(Category.INPUT),
    MEDIA_GAP(Category.INPUT),
    MEDIA_MULTI_AUDIO(Category.INPUT),
    MEDIA_BAD_SAMPLES(Category.INPUT),
    MEDIA_ENCRYPTED(Category.INPUT),
    MEDIA_FORBIDDEN_FORMAT(Category.INPUT),
    MEDIA_LIMIT(Category.INPUT),
    MEDIA_TOO_LONG(Category.INPUT),
    MEDIA_UNREADABLE(Category.EXTERNAL),
    NATIVE_CRASH(Category.INPUT),
    /** Decoded in a process of its own: an attempt before was not brought to an end. */
    ISOLATED(Category.INPUT),
    DECODE_FAILED(Category.INTERNAL),
    NO_SPEECH(Category.INPUT),
    LANGUAGE_UNCERTAIN(Category.INPUT),
    TRANSCRIPT_INVALID(Category.INPUT),
    ASR_FAILED(Category.INTERNAL),
    ENRICHMENT_FAILED(Category.INTERNAL),
    MODEL_MISSING(Category.CONFIGURATION),
    MODEL_INTEGRITY(Category.CONFIGURATION),
    /** A hub of models does not answer as it should: it may later. */
    MODEL_UNAVAILABLE(Category.EXTERNAL),
    CONFIG_INVALID(Category.CONFIGURATION),
    GOLD_INVALID(Category.CONFIGURATION),
    INVENTORY_UNREADABLE(Category.CONFIGURATION),
    STORAGE_UNREADABLE(Category.EXTERNAL),
    STORAGE_UNSAFE(Category.EXTERNAL),
    STORAGE_FULL(Category.EXTERNAL),
    RUN_LOCKED(Category.EXTERNAL),
    COMMIT_CONFLICT(Category.EXTERNAL),
    COMMIT_UNKNOWN(Category.EXTERNAL),
    /** The transcript is longer than what one request may hold: only a part of it was read. */
    LLM_INPUT_SHORTENED(Category.INPUT),
    LLM_REQUEST_REJECTED(Category.EXTERNAL),
    LLM_AUTH(Category.CONFIGURATION),
    LLM_QUOTA(Category.EXTERNAL),
    LLM_REDIRECT(Category.EXTERNAL),
    LLM_RATE_LIMITED(Category.EXTERNAL),
    LLM_UNAVAILABLE(Category.EXTERNAL),
    LLM_BAD_ENVELOPE(Category.EXTERNAL),
    LLM_TRUNCATED(Category.EXTERNAL),
    LLM_OUTPUT_INVALID(Category.EXTERNAL),
    LLM_REFUSED(Category.EXTERNAL),
    /** The reply to a request was lost: it may have been billed, and is not sent again. */
    LLM_IN_DOUBT(Category.EXTERNAL),
    /** A cap on money is reached. */
    LLM_BUDGET(Category.EXTERNAL),
    LLM_UNKNOWN_MODEL(Category.CONFIGURATION),
    LEDGER_MISMATCH(Category.EXTERNAL);

    /** Who has to act. */
    public enum Category {
        /** The recording: it will fail again as it is. */
        INPUT,
        /** Something outside: it may work later. */
        EXTERNAL,
        /** The operator's settings. */
        CONFIGURATION,
        /** Us. */
        INTERNAL;

        /** As tables write it: in lower case. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Category category;

    ErrorCode(Category category) {
        this.category = category;
    }

    public Category category() {
        return category;
    }
}
