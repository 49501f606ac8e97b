package io.linernotes.enrichment.transcript;

import java.util.List;

/**
 * Cuts stretches that punctuation leaves too long to be cited, as in transcripts without any. Each cut goes to the
 * longest pause, a comma counting as a short one, and else near the middle.
 */
final class LongSentenceCutter {
    /** Longest sentence that is left alone, in words. Spoken sentences rarely reach it. */
    private static final double MAX_WORDS = 48;
    /** A character of a script without spaces, in words. */
    private static final double IDEOGRAPH_WORDS = 0.5;
    /** No piece gets fewer tokens. */
    private static final int MIN_TOKENS = 6;
    /** Pauses beyond this say no more, in milliseconds. */
    private static final long LONG_PAUSE_MS = 1500;

    private static final double COMMA_PAUSE_MS = 250;
    private static final double MIDDLE_PAUSE_MS = 300;

    private LongSentenceCutter() {}

    /** Adds the ends of the pieces of tokens {@code from} to {@code to} (exclusive), in order; the last is {@code to}. */
    static void addEnds(Turn turn, int from, int to, List<Integer> ends) {
        if (to - from >= 2 * MIN_TOKENS && words(turn, from, to) > MAX_WORDS) {
            int cut = bestCut(turn, from, to);
            addEnds(turn, from, cut, ends);
            addEnds(turn, cut, to, ends);
        } else {
            ends.add(to);
        }
    }

    private static double words(Turn turn, int from, int to) {
        double words = 0;
        for (int token = from; token < to; token++) {
            words += Tokenization.isWrittenWithoutSpaces(turn.tokenText(token).codePointAt(0)) ? IDEOGRAPH_WORDS : 1;
        }
        return words;
    }

    private static int bestCut(Turn turn, int from, int to) {
        double middle = (from + to) / 2.0;
        int best = from + MIN_TOKENS;
        double bestScore = -1;
        for (int token = from + MIN_TOKENS; token <= to - MIN_TOKENS; token++) {
            double nearness = 1 - Math.abs(token - middle) / (middle - from);
            double score = Math.min(turn.pauseBefore(token), LONG_PAUSE_MS)
                    + (endsClause(turn.tokenText(token - 1)) ? COMMA_PAUSE_MS : 0)
                    + nearness * MIDDLE_PAUSE_MS;
            if (score > bestScore) {
                best = token;
                bestScore = score;
            }
        }
        return best;
    }

    private static boolean endsClause(String token) {
        return ",;:–—-、，；".indexOf(token.charAt(token.length() - 1)) >= 0;
    }
}
