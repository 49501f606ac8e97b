package io.linernotes.evaluation.report;

import io.linernotes.evaluation.metric.Direction;
import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.statistics.Interval;

/**
 * How a metric is told to somebody who does not know its name.
 *
 * @param name in words
 * @param percent whether values read better as per cent
 */
record ScoreLabel(String name, String explanation, boolean percent) {
    static ScoreLabel of(String metric) {
        return switch (metric) {
            case "wer" -> new ScoreLabel("Word error rate", "Wrong, missing and invented words per word said", true);
            case "wer_raw" ->
                new ScoreLabel("Word error rate, as written", "The same, counting case and punctuation", true);
            case "cer" -> new ScoreLabel("Character error rate", "Wrong characters per character said", true);
            case "mer" -> new ScoreLabel("Match error rate", "Errors per step of the alignment", true);
            case "wil" -> new ScoreLabel("Word information lost", "Share of the words that did not get through", true);
            case "substitution_rate" -> new ScoreLabel("Wrong words", "Per word said", true);
            case "deletion_rate" -> new ScoreLabel("Missing words", "Per word said", true);
            case "insertion_rate" -> new ScoreLabel("Added words", "Per word said", true);
            case "flagged_segments" ->
                new ScoreLabel("Doubtful segments", "Segments with signs of loops or invented text", true);
            case "word_calibration_error" ->
                new ScoreLabel("Confidence is off by", "Between how sure words are and how often they are right", true);
            case "inserted_words" ->
                new ScoreLabel("Invented words", "Words recognised where nobody speaks, per recording", false);
            case "chapter_count_ratio" ->
                new ScoreLabel("Chapter count", "Our chapters per chapter made by people", false);
            case "chapter_count_error" ->
                new ScoreLabel("Chapter count, off by", "Chapters too many or too few, per recording", false);
            case "chunk_boundary_similarity" ->
                new ScoreLabel("Chapter boundaries alike (B)", "1 when all are the same, 6 s off counts half", false);
            case "chunk_pk" -> new ScoreLabel("Pk", "For papers; favours too few chapters", false);
            case "chunk_window_diff" -> new ScoreLabel("WindowDiff", "For papers; favours too few chapters", false);
            case "boundary_f1_2_sentences" ->
                new ScoreLabel("Chapter starts within 2 sentences (F1)", "The same by places in the text", false);
            case "sentence_boundary_similarity" ->
                new ScoreLabel(
                        "Boundaries alike, by sentence (B)", "1 when all are the same, one off counts half", false);
            case "sentence_pk" -> new ScoreLabel("Pk, by sentence", "For papers; favours too few chapters", false);
            case "sentence_window_diff" ->
                new ScoreLabel("WindowDiff, by sentence", "For papers; favours too few chapters", false);
            case "boundary_f1_2_cues" ->
                new ScoreLabel("Chapter starts within 2 cues (F1)", "The same by turns or paragraphs", false);
            case "cue_boundary_similarity" ->
                new ScoreLabel(
                        "Boundaries alike, by cue (B)",
                        "On turns or paragraphs of the gold's transcript; one off counts half",
                        false);
            case "cue_pk" -> new ScoreLabel("Pk, by cue", "For papers; favours too few chapters", false);
            case "cue_window_diff" ->
                new ScoreLabel("WindowDiff, by cue", "For papers; favours too few chapters", false);
            case "matched_titles" ->
                new ScoreLabel("Chapters with a counterpart", "People's chapters with one of ours within 30 s", true);
            case "title_rouge_l" ->
                new ScoreLabel("Titles (ROUGE-L)", "Words shared by the titles of such pairs", false);
            case "title_similarity" ->
                new ScoreLabel("Titles (meaning)", "Closeness in meaning of the titles of such pairs", false);
            case "chapter_summary_recall" ->
                new ScoreLabel("Chapter summaries, coverage", "Words of people's summaries that are in ours", true);
            case "unsupported_claims" ->
                new ScoreLabel("Unsupported claims", "Claims that the cited sentences do not support", true);
            case "unsupported_numbers" ->
                new ScoreLabel("Unsupported numbers", "Numbers in summaries that nobody says", true);
            case "unsupported_names" ->
                new ScoreLabel("Unsupported names", "Names in summaries that nobody says", true);
            case "topic_precision" -> new ScoreLabel("Topics that are right", "Ours that are people's tags too", true);
            case "topic_recall" -> new ScoreLabel("Topics that are found", "People's tags that are ours too", true);
            case "topic_f1" -> new ScoreLabel("Topics (F1)", "Labels equal to people's tags", false);
            case "topic_f1_by_item" ->
                new ScoreLabel("Topics (F1), by recording", "The same, every recording counting once", false);
            case "topic_ndcg_10" ->
                new ScoreLabel("Topics in order (nDCG)", "People's tags among our first ten, earlier is better", false);
            case "topic_average_precision" ->
                new ScoreLabel("Topics in order (AP)", "How right our list is down to each of people's tags", false);
            case "topic_reciprocal_rank" ->
                new ScoreLabel("First right topic (MRR)", "One over the place of the first that people chose", false);
            case "rouge_1" -> new ScoreLabel("Summary words (ROUGE-1)", "Words shared with a person's summary", false);
            case "rouge_2" -> new ScoreLabel("Summary pairs (ROUGE-2)", "Word pairs shared with it", false);
            case "summary_similarity" ->
                new ScoreLabel("Summary (meaning)", "Every sentence with the nearest of a person's summary", false);
            case "rouge_lsum" -> new ScoreLabel("Summary order (ROUGE-Lsum)", "Words shared with it, in order", false);
            case MetricRegistry.JUDGE_FAITHFULNESS ->
                new ScoreLabel("Supported claims, says a judge", "Claims that a language model finds supported", true);
            case MetricRegistry.JUDGE_COVERAGE ->
                new ScoreLabel("Covered points, says a judge", "Points of people that it finds in the notes", true);
            case "judge_flipped" ->
                new ScoreLabel("The judge's second thoughts", "Verdicts that change with the order of reading", true);
            case "judge_unparsed" ->
                new ScoreLabel("The judge's unusable answers", "Answers that could not be read", true);
            default -> boundary(metric);
        };
    }

    private static ScoreLabel boundary(String metric) {
        return MetricRegistry.BOUNDARY_TOLERANCES.stream()
                .filter(seconds -> MetricRegistry.boundaryF1Name(seconds).equals(metric))
                .findFirst()
                .map(seconds -> new ScoreLabel(
                        "Chapter starts within %d s (F1)".formatted(seconds),
                        "1 when every start is found and none is invented",
                        false))
                .orElseGet(() ->
                        new ScoreLabel(metric, MetricRegistry.metric(metric).source(), false));
    }

    String value(double value) {
        return percent ? Wording.percent(value) : Wording.decimal(value);
    }

    String interval(Interval interval) {
        return Wording.interval(interval, percent);
    }

    /** A difference of two values, with its sign. */
    String change(double difference) {
        String sign = difference > 0 ? "+" : difference < 0 ? "−" : "±";
        return sign + (percent ? Wording.points(Math.abs(difference)) : Wording.decimal(Math.abs(difference)));
    }

    String change(Interval interval) {
        return change(interval.low()) + " to " + change(interval.high());
    }

    static String direction(String metric) {
        Direction direction = MetricRegistry.metric(metric).direction();
        return switch (direction) {
            case HIGHER_IS_BETTER -> "higher is better";
            case LOWER_IS_BETTER -> "lower is better";
            case ONE_IS_BEST -> "best at 1";
        };
    }
}
