package io.linernotes.jobs.table;

import java.io.Serializable;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A question to a language model. */
public record LlmCallRow(
        @Column("the recording") String recordingId,
        @Column("0-based position within the recording") int call,
        @Column("task of the prompt") String task,
        @Column("version of the prompt") String promptVersion,
        @Column("SHA-256 over the prompt's files") String promptSha256,

        @Column("SHA-256 of the request body: equal requests have equal values")
        String requestSha256,

        @Column("provider: `openai`, `anthropic`, `gemini` or `ollama`")
        String provider,

        @Column("model asked") String modelAsked,

        @Column(value = "model that answered", nullWhen = "there was no answer") @Nullable
        String modelAnswered,

        @Column("`OK` or an error code") String outcome,

        @Column(value = "finish reason as answered", nullWhen = "there was no answer") @Nullable
        String finishReason,

        @Column("requests sent alone; 0 when answered from the ledger or in a batch, or not allowed")
        int attempts,

        @Column(value = "input tokens, all of them", nullWhen = "the answer did not say") @Nullable
        Long inputTokens,

        @Column(value = "of these, from the provider's cache", nullWhen = "the answer did not say") @Nullable
        Long cachedInputTokens,

        @Column(value = "of these, written to the provider's cache", nullWhen = "the answer did not say") @Nullable
        Long cacheWriteTokens,

        @Column(value = "output tokens", nullWhen = "the answer did not say") @Nullable
        Long outputTokens,

        @Column(value = "from the first attempt to the last answer", unit = "ms")
        long latencyMs,

        @Column(value = "name of the request in the ledger of paid requests", nullWhen = "no ledger was kept") @Nullable
        String ledgerKey,

        @Column("whether the answer was paid for in an earlier run")
        boolean fromLedger,

        @Column("replies that were paid for") int billed,
        @Column("of these, replies that were no answer") int unusable,

        @Column("requests whose reply was lost, so that they may have been billed")
        int inDoubt,

        @Column(value = "what the call cost in this run", nullWhen = "tokens or price are not known") @Nullable
        BigDecimal cost,

        @Column("kept back for replies that were lost or did not say what they took")
        BigDecimal held,

        @Column(value = "currency of the price, ISO 4217", nullWhen = "`cost` is null") @Nullable
        String currency,

        @Column(value = "date of the price list", nullWhen = "`cost` is null") @Nullable
        String priceList,

        @Column("version of the application") String appVersion)
        implements Serializable {}
