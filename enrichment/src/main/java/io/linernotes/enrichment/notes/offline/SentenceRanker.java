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
     * @param phrases what the span is about, found inside it; mentions count in favour
     */
    List<Integer> best(Span span, List<Phrase> phrases, int count) {
        double[] relevance = relevance(span, phrases);
        double[] likeness = new double[span.size()];
        List<Integer> picked = new ArrayList<>();
        while (picked.size() < Math.min(count, span.size())) {
            int best = -1;
            for (int i = 0; i < relevance.length; i++) {
                boolean free = !picked.contains(span.from() + i);
                if (free && (best < 0 || value(relevance, likeness, i) > value(relevance, likeness, best))) {
                    best = i;
                }
            }
            picked.add(span.from() + best);
            float[] vector = episode.vector(span.from() + best);
            for (int i = 0; picked.size() < count && i < likeness.length; i++) {
                likeness[i] = Math.max(likeness[i], Vectors.dot(episode.vector(span.from() + i), vector));
            }
        }
        return picked;
    }

    private static double value(double[] relevance, double[] likeness, int i) {
        return relevance[i] - REDUNDANCY * likeness[i];
    }

    private double[] relevance(Span span, List<Phrase> phrases) {
        float[] centre = Vectors.centre(episode, span.positions());
        int[] mentions = new int[span.size()];
        for (Phrase phrase : phrases) {
            for (int position : phrase.positions()) {
                mentions[position - span.from()]++;
            }
        }
        double[] relevance = new double[span.size()];
        for (int i = 0; i < relevance.length; i++) {
            int position = span.from() + i;
            relevance[i] = Vectors.dot(episode.vector(position), centre)
                    + quality[position]
                    + PHRASE_BONUS * Math.min(MAX_PHRASES, mentions[i]);
        }
        return relevance;
    }
}
