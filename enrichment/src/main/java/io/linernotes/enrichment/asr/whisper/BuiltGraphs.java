package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import java.nio.file.Path;

/**
 * Graphs in the cache.
 *
 * @param folder that holds them
 * @param arithmetic of this machine, which they are made for
 */
public record BuiltGraphs(Path folder, Arithmetic arithmetic) {}
