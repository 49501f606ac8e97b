package io.linernotes.enrichment.asr.whisper;

import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * Takes the likeliest token (temperature 0), or draws: {@code GreedyDecoder} of openai/whisper. Several draws follow each
 * other on the same row instead of side by side, so that they need no memory of their own. What is drawn depends on the
 * temperature alone, so that a retry repeats it.
 */
final class SamplingSearch implements TokenSearch {
    private static final int[] SAME = {0};

    private final TokenRules rules;
    private final SequenceRank rank;
    private final int endOfText;
    private final int maxTokens;
    private final double temperature;
    private final SplittableRandom random;
    private int draws;
    private Hypothesis current = new Hypothesis();
    private @Nullable Hypothesis best;

    /**
     * @param maxTokens longest text
     * @param draws texts to choose from, at least 1
     */
    SamplingSearch(TokenRules rules, SequenceRank rank, int endOfText, int maxTokens, double temperature, int draws) {
        this.rules = rules;
        this.rank = rank;
        this.endOfText = endOfText;
        this.maxTokens = maxTokens;
        this.temperature = temperature;
        this.random = new SplittableRandom(Math.round(temperature * 1000));
        this.draws = draws;
    }

    @Override
    public int rows() {
        return 1;
    }

    @Override
    public void accept(int row, float[] logits) {
        List<Integer> sampled = current.tokens();
        rules.apply(logits, sampled);
        int chosen = temperature == 0 ? Logits.argMax(logits) : Logits.sample(logits, temperature, random);
        float max = temperature == 0 ? logits[chosen] : Logits.max(logits, 0, logits.length);
        double logProbability = logits[chosen] - Logits.logSumExp(logits, 0, logits.length, max);
        if (chosen == endOfText) {
            current.end(logProbability);
            finishDraw();
        } else {
            current.add(chosen, logProbability);
            if (sampled.size() == maxTokens) {
                finishDraw();
            }
        }
    }

    private void finishDraw() {
        best = best == null || rank.of(current) > rank.of(best) ? current : best;
        draws--;
        current = new Hypothesis();
    }

    @Override
    public int[] advance() {
        return SAME;
    }

    @Override
    public int length() {
        return current.tokens().size();
    }

    @Override
    public int last(int row) {
        return current.tokens().get(length() - 1);
    }

    @Override
    public boolean finished() {
        return draws == 0;
    }

    @Override
    public Hypothesis best() {
        return best == null ? current : best;
    }
}
