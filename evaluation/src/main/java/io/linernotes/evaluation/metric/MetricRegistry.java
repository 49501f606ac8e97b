package io.linernotes.evaluation.metric;

import static io.linernotes.evaluation.metric.Aggregation.MEAN;
import static io.linernotes.evaluation.metric.Aggregation.RATIO;
import static io.linernotes.evaluation.metric.Direction.HIGHER_IS_BETTER;
import static io.linernotes.evaluation.metric.Direction.LOWER_IS_BETTER;
import static io.linernotes.evaluation.metric.Direction.ONE_IS_BEST;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The metrics that runs are scored with, by name. A name that is not here is an error: nobody guesses its meaning. */
public final class MetricRegistry {
    /** Tolerances, in seconds, at which chapter boundaries are matched. Gates look at 30. */
    public static final List<Integer> BOUNDARY_TOLERANCES = List.of(5, 15, 30, 60);

    public static final String JUDGE_FAITHFULNESS = "judge_faithfulness";
    public static final String JUDGE_COVERAGE = "judge_coverage";

    private static final String JUDGED = "a language model, asked in two orders that both find it ";
    private static final String LABELS = "labels of episodes, equal after normalisation";
    private static final String EXCLUDED = "left out, with its reason, and counted";
    private static final String JIWER = "jiwer, over words after Whisper's normaliser";

    private static final List<Metric> METRICS = Stream.of(
                    Stream.of(
                            new Metric("wer", "1", LOWER_IS_BETTER, "errors per word", RATIO, EXCLUDED, JIWER),
                            new Metric("wer_raw", "1", LOWER_IS_BETTER, "errors per word", RATIO, EXCLUDED, "jiwer"),
                            new Metric("cer", "1", LOWER_IS_BETTER, "errors per character", RATIO, EXCLUDED, JIWER),
                            new Metric("mer", "1", LOWER_IS_BETTER, "errors per step", RATIO, EXCLUDED, JIWER),
                            new Metric("wil", "1", LOWER_IS_BETTER, "share", MEAN, EXCLUDED, JIWER),
                            share("substitution_rate", LOWER_IS_BETTER, "errors per word", JIWER),
                            share("deletion_rate", LOWER_IS_BETTER, "errors per word", JIWER),
                            share("insertion_rate", LOWER_IS_BETTER, "errors per word", JIWER),
                            share(
                                    "flagged_segments",
                                    LOWER_IS_BETTER,
                                    "share of segments",
                                    "signs of invented text, as Whisper and others look for them"),
                            new Metric(
                                    "word_calibration_error",
                                    "1",
                                    LOWER_IS_BETTER,
                                    "share",
                                    MEAN,
                                    EXCLUDED,
                                    "expected calibration error of word probabilities, ten bins (Guo 2017)"),
                            new Metric("inserted_words", "1", LOWER_IS_BETTER, "words", MEAN, EXCLUDED, JIWER),
                            new Metric(
                                    "chapter_count_ratio",
                                    "1",
                                    ONE_IS_BEST,
                                    "ours per gold chapter",
                                    RATIO,
                                    EXCLUDED,
                                    "definition"),
                            new Metric(
                                    "chapter_count_error",
                                    "1",
                                    LOWER_IS_BETTER,
                                    "chapters",
                                    MEAN,
                                    EXCLUDED,
                                    "definition")),
                    BOUNDARY_TOLERANCES.stream().map(MetricRegistry::boundaryF1),
                    Stream.of(
                            new Metric(
                                    "boundary_f1_2_sentences",
                                    "1",
                                    HIGHER_IS_BETTER,
                                    "share",
                                    MEAN,
                                    EXCLUDED,
                                    "largest one-to-one matching, at most two sentences apart"),
                            sentences("sentence_boundary_similarity", HIGHER_IS_BETTER, "Fournier 2013"),
                            sentences("sentence_pk", LOWER_IS_BETTER, "Beeferman 1999"),
                            sentences("sentence_window_diff", LOWER_IS_BETTER, "Pevzner and Hearst 2002"),
                            new Metric(
                                    "boundary_f1_2_cues",
                                    "1",
                                    HIGHER_IS_BETTER,
                                    "share",
                                    MEAN,
                                    EXCLUDED,
                                    "largest one-to-one matching, at most two cues of the gold's transcript apart"),
                            cues("cue_boundary_similarity", HIGHER_IS_BETTER, "Fournier 2013"),
                            cues("cue_pk", LOWER_IS_BETTER, "Beeferman 1999"),
                            cues("cue_window_diff", LOWER_IS_BETTER, "Pevzner and Hearst 2002"),
                            share(
                                    "matched_titles",
                                    HIGHER_IS_BETTER,
                                    "share of gold chapters",
                                    "gold chapters with one of ours within 30 s"),
                            new Metric(
                                    "title_rouge_l",
                                    "1",
                                    HIGHER_IS_BETTER,
                                    "share",
                                    MEAN,
                                    EXCLUDED,
                                    "Google Research's ROUGE-L, stemmed, F1, over titles matched within 30 s"),
                            vectors("title_similarity", "cosine of titles matched within 30 s"),
                            new Metric(
                                    "chapter_summary_recall",
                                    "1",
                                    HIGHER_IS_BETTER,
                                    "share",
                                    MEAN,
                                    EXCLUDED,
                                    "words of people's chapter summaries that are in ours: ROUGE-1 recall, stemmed")),
                    Stream.of(
                            chunks("chunk_boundary_similarity", HIGHER_IS_BETTER, "Fournier 2013, near misses half"),
                            chunks("chunk_pk", LOWER_IS_BETTER, "Beeferman 1999"),
                            chunks("chunk_window_diff", LOWER_IS_BETTER, "Pevzner and Hearst 2002"),
                            rouge("rouge_1"),
                            rouge("rouge_2"),
                            rouge("rouge_lsum"),
                            vectors(
                                    "summary_similarity",
                                    "F1 of every sentence with its nearest, as BERTScore has it for tokens (Zhang 2020)"),
                            share(
                                    "unsupported_claims",
                                    LOWER_IS_BETTER,
                                    "share of claims",
                                    "claims that the sentences they cite do not support"),
                            share(
                                    "unsupported_numbers",
                                    LOWER_IS_BETTER,
                                    "share of numbers",
                                    "numbers in the summary that nobody says, after Whisper's normaliser"),
                            share(
                                    "unsupported_names",
                                    LOWER_IS_BETTER,
                                    "share of names",
                                    "names in the summary that nobody says, by their capitals")),
                    Stream.of(
                            share("topic_precision", HIGHER_IS_BETTER, "share of ours", LABELS),
                            share("topic_recall", HIGHER_IS_BETTER, "share of people's", LABELS),
                            share("topic_f1", HIGHER_IS_BETTER, "share", LABELS + ", micro F1"),
                            topics("topic_f1_by_item", LABELS + ", mean F1 of recordings"),
                            topics("topic_ndcg_10", "Järvelin 2002, over the ten most salient; people's tags gain 1"),
                            topics("topic_average_precision", "as in trec_eval: tags that are missed count 0"),
                            topics("topic_reciprocal_rank", "one over the position of the first tag that is found")),
                    Stream.of(
                            share(JUDGE_FAITHFULNESS, HIGHER_IS_BETTER, "share of claims", JUDGED + "supported"),
                            share(JUDGE_COVERAGE, HIGHER_IS_BETTER, "share of points", JUDGED + "covered"),
                            share(
                                    "judge_flipped",
                                    LOWER_IS_BETTER,
                                    "share of verdicts",
                                    "verdicts of a judge that change with the order of what it reads"),
                            share(
                                    "judge_unparsed",
                                    LOWER_IS_BETTER,
                                    "share of answers",
                                    "answers of a judge that could not be read, after one more try")))
            .flatMap(Function.identity())
            .toList();

    private static final Map<String, Metric> BY_NAME =
            METRICS.stream().collect(Collectors.toUnmodifiableMap(Metric::name, Function.identity()));

    private MetricRegistry() {}

    /**
     * The metric of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public static Metric metric(String name) {
        Metric metric = BY_NAME.get(name);
        if (metric == null) {
            throw new IllegalArgumentException("There is no metric named \"%s\"".formatted(name));
        }
        return metric;
    }

    /** All of them, in the order in which they are read. */
    public static List<Metric> all() {
        return METRICS;
    }

    /** Whether the metric is what a language model thinks: worth nothing before it has been compared with people. */
    public static boolean isOpinion(String name) {
        return name.equals(JUDGE_FAITHFULNESS) || name.equals(JUDGE_COVERAGE);
    }

    /** The name of boundary F1 at a tolerance in seconds. */
    public static String boundaryF1Name(int seconds) {
        return "boundary_f1_%ds".formatted(seconds);
    }

    private static Metric share(String name, Direction direction, String unit, String source) {
        return new Metric(name, "1", direction, unit, RATIO, EXCLUDED, source);
    }

    private static Metric sentences(String name, Direction direction, String source) {
        return new Metric(name, "1", direction, "share", MEAN, EXCLUDED, source + ", on sentences of the transcript");
    }

    private static Metric cues(String name, Direction direction, String source) {
        return new Metric(
                name,
                "1",
                direction,
                "share",
                MEAN,
                EXCLUDED,
                source + ", on cues of the gold's transcript: turns or paragraphs");
    }

    private static Metric chunks(String name, Direction direction, String source) {
        return new Metric(name, "1", direction, "share", MEAN, EXCLUDED, source + ", on chunks of 6 s as in chunkseg");
    }

    private static Metric rouge(String name) {
        return new Metric(name, "1", HIGHER_IS_BETTER, "share", MEAN, EXCLUDED, "Google Research's ROUGE, stemmed, F1");
    }

    private static Metric vectors(String name, String source) {
        return new Metric(
                name,
                "1",
                HIGHER_IS_BETTER,
                "cosine",
                MEAN,
                EXCLUDED,
                source + "; vectors of all-MiniLM-L6-v2, quantised");
    }

    private static Metric topics(String name, String source) {
        return new Metric(name, "1", HIGHER_IS_BETTER, "share", MEAN, EXCLUDED, source);
    }

    private static Metric boundaryF1(int seconds) {
        return new Metric(
                boundaryF1Name(seconds),
                "1",
                HIGHER_IS_BETTER,
                "share",
                MEAN,
                EXCLUDED,
                "largest one-to-one matching, differences of at most %d s, starts at 0 s left out".formatted(seconds));
    }
}
