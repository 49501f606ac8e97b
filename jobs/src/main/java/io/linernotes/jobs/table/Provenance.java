package io.linernotes.jobs.table;

import io.linernotes.enrichment.notes.EngineKind;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** Where a row comes from; in every row that a model had a part in. */
public record Provenance(
        @Column(value = "name of the speech model", nullWhen = "the transcript was imported") @Nullable
        String asrModel,

        @Column(value = "SHA-256 over the speech model's files", nullWhen = "the transcript was imported") @Nullable
        String asrModelSha256,

        @Column(value = "engine that wrote the notes: `offline` or `llm`", nullWhen = "the row is about speech only")
        @Nullable
        EngineKind engine,

        @Column(value = "language model that answered", nullWhen = "no language model had a part in the row") @Nullable
        String llmModel,

        @Column(value = "prompt task and version, for example `chapters/v1`", nullWhen = "no language model had a part")
        @Nullable
        String promptId,

        @Column(value = "SHA-256 over the prompt's files", nullWhen = "no language model had a part") @Nullable
        String promptSha256,

        @Column("version of the application") String appVersion)
        implements Serializable {}
