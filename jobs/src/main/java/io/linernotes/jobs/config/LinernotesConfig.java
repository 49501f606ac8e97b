package io.linernotes.jobs.config;

import io.linernotes.enrichment.notes.EngineKind;
import java.io.Serializable;

/**
 * All settings of a run. The component names are the keys: {@code quality.maxFailedShare} is set by
 * {@code quality.max-failed-share}. To add a section, add its record here and its block to
 * {@code reference-linernotes.conf}; nothing else knows the sections.
 *
 * @param engine who writes the notes
 */
public record LinernotesConfig(EngineKind engine, QualityConfig quality, SparkConfig spark) implements Serializable {}
