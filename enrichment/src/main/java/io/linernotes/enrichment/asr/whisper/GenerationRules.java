package io.linernotes.enrichment.asr.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Ints;
import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.util.ArrayList;
import java.util.List;

/**
 * What {@code generation_config.json} prescribes for decoding.
 *
 * @param multilingual whether the model knows language and task tokens
 * @param suppressed ids that are never sampled
 * @param suppressedAtBegin ids that are not sampled first
 * @param maxInitialTimestamp highest first timestamp, in steps of 20 ms
 * @param alignmentHeads pairs of decoder layer and head whose attention follows the sound
 */
record GenerationRules(
        boolean multilingual,
        ImmutableList<Integer> suppressed,
        ImmutableList<Integer> suppressedAtBegin,
        int maxInitialTimestamp,
        ImmutableList<List<Integer>> alignmentHeads) {

    /** Size of the vocabulary from which on a model is multilingual, where its file does not say. */
    private static final int MULTILINGUAL_VOCABULARY = 51_865;

    static GenerationRules of(JsonNode json, WhisperDimensions sizes) {
        return new GenerationRules(
                json.path("is_multilingual").asBoolean(sizes.vocabulary() >= MULTILINGUAL_VOCABULARY),
                ids(json.path("suppress_tokens"), sizes.vocabulary()),
                ids(json.path("begin_suppress_tokens"), sizes.vocabulary()),
                json.path("max_initial_timestamp_index").asInt(50),
                heads(json.path("alignment_heads"), sizes));
    }

    private static ImmutableList<Integer> ids(JsonNode list, int limit) {
        int[] ids = new int[list.size()];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = index(list.get(i), limit);
        }
        return ImmutableList.copyOf(Ints.asList(ids));
    }

    /** The listed heads, or, as the reference does where none are listed, all of the upper half of the layers. */
    private static ImmutableList<List<Integer>> heads(JsonNode list, WhisperDimensions sizes) {
        List<List<Integer>> heads = new ArrayList<>();
        for (JsonNode pair : list) {
            heads.add(List.of(index(pair.path(0), sizes.decoderLayers()), index(pair.path(1), sizes.decoderHeads())));
        }
        if (heads.isEmpty()) {
            for (int layer = sizes.decoderLayers() / 2; layer < sizes.decoderLayers(); layer++) {
                for (int head = 0; head < sizes.decoderHeads(); head++) {
                    heads.add(List.of(layer, head));
                }
            }
        }
        return ImmutableList.copyOf(heads);
    }

    private static int index(JsonNode node, int limit) {
        int value = node.asInt(-1);
        if (value < 0 || value >= limit) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY, "The file generation_config.json does not fit the model's sizes.");
        }
        return value;
    }
}
