package io.linernotes.enrichment.asr.whisper;

import java.util.Arrays;
import java.util.List;

/**
 * Which tokens may follow: the logit filters of openai/whisper {@code decoding.py} (SuppressBlank, SuppressTokens,
 * ApplyTimestampRules), in the same order. Immutable and safe for several threads.
 */
final class TokenRules {
    private final GenerationRules rules;
    private final SpecialTokens special;

    TokenRules(GenerationRules rules, SpecialTokens special) {
        this.rules = rules;
        this.special = special;
    }

    /**
     * Sets the logits of forbidden tokens to minus infinity.
     *
     * @param logits of one row, changed in place
     * @param sampled what was sampled so far, without the prompt
     */
    void apply(float[] logits, List<Integer> sampled) {
        if (sampled.isEmpty()) {
            forbidAll(logits, rules.suppressedAtBegin());
        }
        forbidAll(logits, rules.suppressed());
        forbidAll(
                logits,
                List.of(
                        special.startOfTranscript(),
                        special.translate(),
                        special.transcribe(),
                        special.startOfLanguageModel(),
                        special.startOfPrevious(),
                        special.noSpeech(),
                        special.noTimestamps()));
        applyTimestampPairs(logits, sampled);
        if (sampled.isEmpty()) {
            forbid(logits, 0, special.firstTimestamp());
            forbid(logits, special.firstTimestamp() + rules.maxInitialTimestamp() + 1, logits.length);
        }
        if (timestampsOutweighText(logits)) {
            forbid(logits, 0, special.firstTimestamp());
        }
    }

    /** Times come in pairs (end and start), except before the end of the text, and never go back. */
    private void applyTimestampPairs(float[] logits, List<Integer> sampled) {
        int first = special.firstTimestamp();
        int size = sampled.size();
        boolean last = size >= 1 && sampled.get(size - 1) >= first;
        boolean beforeLast = size < 2 || sampled.get(size - 2) >= first;
        if (last && beforeLast) {
            forbid(logits, first, logits.length);
        } else if (last) {
            forbid(logits, 0, special.endOfText());
        }
        for (int i = size - 1; i >= 0; i--) {
            if (sampled.get(i) >= first) {
                // An end may be its own start; otherwise every segment has some length, or decoding could loop.
                boolean mayRepeat = last && !beforeLast;
                forbid(logits, first, mayRepeat ? sampled.get(i) : sampled.get(i) + 1);
                break;
            }
        }
    }

    /** Whether some time is likelier than the best other token. */
    private boolean timestampsOutweighText(float[] logits) {
        int first = special.firstTimestamp();
        float text = Logits.max(logits, 0, first);
        return Logits.logSumExp(logits, first, logits.length) > text;
    }

    private static void forbidAll(float[] logits, List<Integer> ids) {
        for (int id : ids) {
            logits[id] = Float.NEGATIVE_INFINITY;
        }
    }

    private static void forbid(float[] logits, int from, int to) {
        if (from < to) {
            Arrays.fill(logits, from, Math.min(to, logits.length), Float.NEGATIVE_INFINITY);
        }
    }
}
