package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;

/**
 * What decoding needs to know of a model besides its weights.
 *
 * @param sizes dimensions
 * @param tokenizer vocabulary
 * @param generation what the model's files prescribe
 * @param rules which tokens may follow
 */
record WhisperModel(
        WhisperDimensions sizes, WhisperTokenizer tokenizer, GenerationRules generation, TokenRules rules) {}
