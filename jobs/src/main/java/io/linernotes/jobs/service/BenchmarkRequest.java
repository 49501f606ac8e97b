package io.linernotes.jobs.service;

import io.linernotes.enrichment.asr.whisper.AsrBenchmark;
import io.linernotes.jobs.config.LinernotesConfig;
import org.jspecify.annotations.Nullable;

/**
 * Asks what a window of speech costs on this machine, in the precision of the settings.
 *
 * @param size sizes of a published model, for random weights; null to measure the model of the settings
 * @param json a JSON object instead of a table
 */
public record BenchmarkRequest(
        AsrBenchmark.@Nullable Size size, AsrBenchmark.Effort effort, boolean json, LinernotesConfig config) {}
