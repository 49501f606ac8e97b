package io.linernotes.enrichment.notes.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Picks sentences that say most about a passage and least about each other (maximal marginal relevance), among those
 * that can be read alone.
 */
final class SentenceRanker {
    private static final int FEWEST_WORDS = 6;
    private static final int BEST_WORDS_FROM = 9;
    private static final int BEST_WORDS_TO = 32;
    private static final int MOST_WORDS = 45;
    /** What being like an already picked sentence costs, against being like the passage. */
    private static final double REDUNDANCY = 0.5;
    /** What a mention of a key phrase is worth, in cosine. */
    private static final double PHRASE_BONUS = 0.06;

    private static final int MAX_PHRASES = 3;

    /** Openings that lean on what was said before. */
    private static final Pattern LEANS_BACK = Pattern.compile(
            "^(and|but|so|or|because|it|it's|its|that|that's|this|these|those|he|she|they|they're|he's|she's|him|her|"
                    + "them|then|which|also|like|well|yeah|yes|no|right|okay|ok|oh|uh|um|exactly|sure|actually|"
                    + "there|here|if you|you know|i mean|again|cool|great|nice|now|anyway)\\b");

    private static final Pattern CHATTER = Pattern.compile("\\b(you know|i mean|kind of|sort of|um|uh|haha|gonna|"
            + "thank you|thanks|sponsor|coupon|listening|subscribe|episode|podcast|newsletter|welcome)\\b");

    private static final Pattern ENDS = Pattern.compile("[.!…。！]['\"”’)]*$");

    private final Episode episode;
    private final double[] quality;

    SentenceRanker(Episode episode) {
        this.episode = episode;
        quality = new double[episode.size()];
        for (int i = 0; i < quality.length; i++) {
            quality[i] = quality(episode.text(i), episode.words(i));
        }
    }

    /** How well a sentence can be read alone, from about -0.6 to 0.1; in the same unit as cosines. */
    private static double quality(String text, int words) {
        String lower = TransitionCue.prepared(text);
        double quality = 0;
        if (words < FEWEST_WORDS || words > MOST_WORDS) {
            quality -= 0.3;
        } else if (words >= BEST_WORDS_FROM && words <= BEST_WORDS_TO) {
            quality += 0.1;
        }
        quality -= LEANS_BACK.matcher(lower).find() ? 0.15 : 0;
        quality -= CHATTER.matcher(lower).find() ? 0.1 : 0;
        quality -= lower.indexOf('?') >= 0 ? 0.25 : 0;
        quality -= ENDS.matcher(text).find() ? 0 : 0.1;
        return quality;
    }

    double quality(int position) {
        return quality[position];
    }

    /**
     * Positions of up to {@code count} sentences of a span, best first.
     *
     * @param phrases what the passage is about; mentions count in favour
     * @param taken positions already used elsewhere: avoided, and what is like them too
     */
    List<Integer> best(Span span, List<Phrase> phrases, List<Integer> taken, int count) {
        float[] centre = Vectors.centre(episode, span.positions());
        double[] relevance = new double[span.size()];
        for (int i = 0; i < relevance.length; i++) {
            int position = span.from() + i;
            relevance[i] = Vectors.dot(episode.vector(position), centre)
                    + quality[position]
                    + PHRASE_BONUS * mentions(position, phrases);
        }
        List<Integer> picked = new ArrayList<>();
        while (picked.size() < count) {
            int next = next(span, relevance, taken, picked);
            if (next < 0) {
                break;
            }
            picked.add(next);
        }
        return picked;
    }

    private static long mentions(int position, List<Phrase> phrases) {
        return Math.min(
                MAX_PHRASES,
                phrases.stream()
                        .filter(phrase -> phrase.positions().contains(position))
                        .count());
    }

    private int next(Span span, double[] relevance, List<Integer> taken, List<Integer> picked) {
        int best = -1;
        double bestScore = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < relevance.length; i++) {
            int position = span.from() + i;
            if (!taken.contains(position) && !picked.contains(position)) {
                double likeness = Math.max(likeness(position, taken), likeness(position, picked));
                double score = relevance[i] - REDUNDANCY * likeness;
                if (score > bestScore) {
                    best = position;
                    bestScore = score;
                }
            }
        }
        return best;
    }

    private double likeness(int position, List<Integer> others) {
        double most = 0;
        for (int other : others) {
            most = Math.max(most, Vectors.dot(episode.vector(position), episode.vector(other)));
        }
        return most;
    }
}
