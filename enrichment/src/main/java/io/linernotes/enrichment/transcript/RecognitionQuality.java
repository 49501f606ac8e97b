package io.linernotes.enrichment.transcript;

import java.io.Serializable;

/**
 * The recogniser's own view of the window that a segment came from.
 *
 * @param averageLogProbability mean natural-log probability of the sampled tokens, 0 or less
 * @param noSpeechProbability 0 to 1
 * @param compressionRatio bytes of the text over bytes of its zlib form
 * @param temperature sampling temperature that was accepted, 0 for greedy
 */
public record RecognitionQuality(
        double averageLogProbability, double noSpeechProbability, double compressionRatio, double temperature)
        implements Serializable {}
