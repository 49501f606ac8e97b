package io.linernotes.enrichment.asr.whisper;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Follows the likeliest texts side by side: {@code BeamSearchDecoder} of openai/whisper. A text that goes on stays on its
 * row, so that only rows whose text is given up are overwritten.
 */
final class BeamSearch implements TokenSearch {
    private final TokenRules rules;
    private final SequenceRank rank;
    private final int endOfText;
    private final int maxTokens;
    private final int maxEnded;

    /** By row. One at first: the others would only repeat it. */
    private @Nullable Hypothesis[] live;

    private final List<Candidate> candidates = new ArrayList<>();
    private final List<Hypothesis> ended = new ArrayList<>();
    private int length;
    private boolean finished;

    /**
     * Starts with nothing said.
     *
     * @param maxTokens longest text
     * @param beams rows
     * @param patience ended texts per beam that are waited for
     */
    BeamSearch(TokenRules rules, SequenceRank rank, int endOfText, int maxTokens, int beams, double patience) {
        this.rules = rules;
        this.rank = rank;
        this.endOfText = endOfText;
        this.maxTokens = maxTokens;
        this.maxEnded = Math.max(1, (int) Math.rint(beams * patience));
        this.live = new Hypothesis[beams];
        live[0] = new Hypothesis();
    }

    /**
     * A text and the token that may follow it.
     *
     * @param sum of log-probabilities, the token's included
     */
    private record Candidate(int row, Hypothesis text, int token, double logProbability, double sum) {}

    @Override
    public int rows() {
        return live.length;
    }

    @Override
    public void accept(int row, float[] logits) {
        Hypothesis text = live[row];
        if (text == null) {
            return;
        }
        rules.apply(logits, text.tokens());
        double all = Logits.logSumExp(logits, 0, logits.length);
        for (int token : Logits.largest(logits, live.length + 1)) {
            double logProbability = logits[token] - all;
            candidates.add(new Candidate(row, text, token, logProbability, text.sumLogProbability() + logProbability));
        }
    }

    @Override
    public int[] advance() {
        candidates.sort(Comparator.comparingDouble(Candidate::sum).reversed());
        List<Candidate> chosen = new ArrayList<>();
        for (Candidate candidate : candidates) {
            if (chosen.size() == live.length || candidate.sum == Double.NEGATIVE_INFINITY) {
                break;
            }
            if (candidate.token != endOfText) {
                chosen.add(candidate);
            } else if (ended.size() < maxEnded) {
                Hypothesis text = candidate.text.copy();
                text.end(candidate.logProbability);
                ended.add(text);
            }
        }
        candidates.clear();
        length++;
        finished = ended.size() >= maxEnded || chosen.isEmpty() || length == maxTokens;
        return follow(chosen);
    }

    /** The first child of a row stays there; the others take the rows without children. */
    private int[] follow(List<Candidate> chosen) {
        @Nullable Candidate[] rows = new Candidate[live.length];
        List<Candidate> movers = new ArrayList<>();
        for (Candidate candidate : chosen) {
            if (rows[candidate.row] == null) {
                rows[candidate.row] = candidate;
            } else {
                movers.add(candidate);
            }
        }
        int[] sources = new int[live.length];
        @Nullable Hypothesis[] next = new Hypothesis[live.length];
        int moved = 0;
        for (int row = 0; row < rows.length; row++) {
            Candidate candidate = rows[row];
            if (candidate == null && moved < movers.size()) {
                candidate = movers.get(moved++);
            }
            sources[row] = candidate == null ? row : candidate.row;
            if (candidate != null) {
                next[row] = candidate.text.copy();
                next[row].add(candidate.token, candidate.logProbability);
            }
        }
        live = next;
        return sources;
    }

    @Override
    public int length() {
        return length;
    }

    /** Rows without a text are fed too, with what is never said. */
    @Override
    public int last(int row) {
        Hypothesis text = live[row];
        return text == null ? endOfText : text.tokens().get(length - 1);
    }

    @Override
    public boolean finished() {
        return finished;
    }

    /** Texts that did not end count where too few did. */
    @Override
    public Hypothesis best() {
        Stream<Hypothesis> unended = Arrays.stream(live)
                .filter(Objects::nonNull)
                .sorted(Comparator.comparingDouble(Hypothesis::sumLogProbability)
                        .reversed())
                .limit(Math.max(0, live.length - ended.size()));
        return Stream.concat(ended.stream(), unended)
                .reduce((a, b) -> rank.of(b) > rank.of(a) ? b : a)
                .orElseThrow();
    }
}
