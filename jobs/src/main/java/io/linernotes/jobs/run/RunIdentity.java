package io.linernotes.jobs.run;

import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.enrichment.notes.EngineKind;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What made the rows of a run.
 *
 * @param speechModel null when transcripts were imported
 * @param engine null when no notes were asked for
 */
record RunIdentity(
        @Nullable ModelIdentity speechModel, @Nullable EngineKind engine, String appVersion) implements Serializable {}
