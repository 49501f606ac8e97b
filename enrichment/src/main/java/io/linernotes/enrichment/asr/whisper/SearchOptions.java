package io.linernotes.enrichment.asr.whisper;

import io.linernotes.enrichment.asr.AsrConfig;

/**
 * How tokens are searched for, as {@code DecodingOptions} of openai/whisper names it.
 *
 * @param beams texts followed at once at temperature 0; 1 is greedy
 * @param patience ended texts per beam that are waited for
 * @param rank how texts of different length compare
 * @param draws texts drawn at other temperatures
 */
record SearchOptions(int beams, double patience, SequenceRank rank, int draws) {
    static final SearchOptions GREEDY = new SearchOptions(1, 1, new SequenceRank(null), 1);

    static SearchOptions of(AsrConfig config) {
        return new SearchOptions(
                config.beamSize(), config.patience(), new SequenceRank(config.lengthPenalty()), config.bestOf());
    }
}
