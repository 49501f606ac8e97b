package io.linernotes.enrichment.notes.offline;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * How likely a chapter starts with each sentence, in log-odds: a logistic regression over change of meaning and of
 * vocabulary, turns, pauses and cues. How its weights were fitted, and how well they carry over to shows that they were
 * not fitted to: decisions 0022 and 0056.
 */
final class BoundaryScorer {
    /** Beside the odds of a sentence drawn by chance, since most of the measures that follow are above 0. */
    private static final double INTERCEPT = -2.2;

    private static final double SHORT_SHIFT = 0.31;
    private static final double MIDDLE_SHIFT = 0.12;
    private static final double LONG_SHIFT = 0.33;
    private static final double LEXICAL_SHIFT = 0.8;
    private static final double NOVELTY = 0.19;
    private static final double TURN = -0.22;
    private static final double TURN_LENGTH = 0.49;
    private static final double LEADER = 0.71;
    /** By hand: the transcripts that the other weights come from keep no true pauses. */
    private static final double PAUSE = 0.8;

    private static final long LONGEST_PAUSE_MS = 3000;
    private static final double PAUSE_FLOOR_MS = 250;

    private BoundaryScorer() {}

    /** Log-odds per sentence. The first sentence starts a chapter anyway; its value means nothing. */
    static double[] scores(Episode episode) {
        double[] scores = new double[episode.size()];
        Arrays.fill(scores, INTERCEPT + chance(episode));
        double chapter = episode.chapterWords();
        add(scores, SHORT_SHIFT, Cohesion.semanticShift(episode, between(30, 0.085 * chapter, 65)));
        add(scores, MIDDLE_SHIFT, Cohesion.semanticShift(episode, between(60, 0.16 * chapter, 156)));
        add(scores, LONG_SHIFT, Cohesion.semanticShift(episode, between(90, 0.4 * chapter, 390)));
        add(scores, LEXICAL_SHIFT, Cohesion.lexicalShift(episode, 0.25 * chapter));
        add(scores, NOVELTY, Cohesion.novelty(episode, between(60, 0.13 * chapter, 130)));
        add(scores, PAUSE, pauses(episode));
        addTurns(scores, episode);
        addCues(scores, episode);
        return scores;
    }

    /** Log of how many sentences start a chapter, the first one aside. */
    private static double chance(Episode episode) {
        return Math.log(Math.max(1, episode.expectedChapters() - 1) / Math.max(1, episode.size() - 1));
    }

    private static double between(double low, double value, double high) {
        return Math.max(low, Math.min(value, high));
    }

    private static void add(double[] scores, double weight, double[] values) {
        for (int i = 0; i < scores.length; i++) {
            scores[i] += weight * values[i];
        }
    }

    /** Log of each pause over one that nine in ten pauses do not exceed, 0 to 2. */
    private static double[] pauses(Episode episode) {
        double[] pauses = new double[episode.size()];
        for (int i = 1; i < pauses.length; i++) {
            pauses[i] = Math.min(Math.max(0, episode.startMs(i) - episode.endMs(i - 1)), LONGEST_PAUSE_MS);
        }
        double[] sorted = pauses.clone();
        Arrays.sort(sorted);
        double usual = sorted[(int) (0.9 * (sorted.length - 1))];
        for (int i = 0; i < pauses.length; i++) {
            pauses[i] = between(0, Math.log((pauses[i] + PAUSE_FLOOR_MS) / (usual + PAUSE_FLOOR_MS)), 2);
        }
        return pauses;
    }

    /** Chapters start where somebody takes the floor for long. */
    private static void addTurns(double[] scores, Episode episode) {
        int end = episode.size();
        while (end > 0) {
            int start = end - 1;
            int words = episode.words(start);
            while (start > 0 && sameSpeaker(episode, start - 1, start)) {
                start--;
                words += episode.words(start);
            }
            if (start > 0) {
                scores[start] += TURN + TURN_LENGTH * Math.log1p(words);
            }
            end = start;
        }
    }

    private static boolean sameSpeaker(Episode episode, int a, int b) {
        return Objects.equals(episode.sentence(a).speaker(), episode.sentence(b).speaker());
    }

    private static void addCues(double[] scores, Episode episode) {
        Map<String, Integer> leads = new HashMap<>();
        for (int i = 0; i < scores.length; i++) {
            String text = TransitionCue.prepared(episode.text(i));
            int leading = 0;
            for (TransitionCue cue : TransitionCue.values()) {
                if (cue.isIn(text)) {
                    leading += cue.isLeading() ? 1 : 0;
                    scores[i] += cue.here();
                    if (i + 1 < scores.length) {
                        scores[i + 1] += cue.afterwards();
                    }
                    if (i > 0) {
                        scores[i - 1] += cue.before();
                    }
                }
            }
            leads.merge(speaker(episode, i), leading, Integer::sum);
        }
        double most = Math.max(
                1, leads.values().stream().mapToInt(Integer::intValue).max().orElse(0));
        for (int i = 0; i < scores.length; i++) {
            scores[i] += LEADER * leads.getOrDefault(speaker(episode, i), 0) / most;
        }
    }

    private static String speaker(Episode episode, int position) {
        return Objects.requireNonNullElse(episode.sentence(position).speaker(), "");
    }
}
