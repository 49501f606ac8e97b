package io.linernotes.evaluation.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.notes.offline.WordBagEmbedder;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.gold.GoldItem;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScorerTest {
    private static final Scorer SCORER = new Scorer(new WordBagEmbedder());
    private static final String CHAPTERS = """
            {"id": "a", "show": "s", "language": "en", "times": "%s", "chapters": [{"start_ms": 600, "title": "x"}, \
            {"start_ms": 100000, "title": "y"}, {"start_ms": 200000, "title": "z"}]}""";

    @Test
    void scoresWordsAfterNormalisationAndKeepsWhatTheCorpusRateNeeds() {
        GoldItem gold =
                Episodes.gold("{\"id\": \"a\", \"language\": \"en\", \"text\": \"The colour is grey, isn't it?\"}");

        List<Score> scores = SCORER.score(gold, Episodes.output("the color is gray is it", null));

        Score wer = find(scores, "wer");
        assertThat(wer.value()).isCloseTo(1 / 7.0, within(1e-12));
        assertThat(wer.numerator()).isEqualTo(1);
        assertThat(wer.denominator()).isEqualTo(7);
        assertThat(wer.cluster()).isEqualTo("a");
        assertThat(find(scores, "wer_raw").value()).isGreaterThan(0.5);
        assertThat(scores).extracting(Score::metric).doesNotContain("boundary_f1_30s", "inserted_words");
    }

    @Test
    void theClosestOfSeveralReferencesCounts() {
        GoldItem gold = Episodes.gold(
                "{\"id\": \"a\", \"language\": \"en\", \"text\": \"uno dos tres\", \"text_alternatives\": [\"alpha beta\"]}");

        List<Score> scores = SCORER.score(gold, Episodes.output("alpha beta", null));

        assertThat(find(scores, "wer").value()).isZero();
    }

    @Test
    void whereNobodySpeaksInventedWordsAreCountedAndTheRateIsUndefined() {
        GoldItem gold = Episodes.gold("{\"id\": \"a\", \"language\": \"und\", \"text\": \"\"}");

        List<Score> scores = SCORER.score(gold, Episodes.output("thanks for watching", null));

        assertThat(find(scores, "inserted_words").value()).isEqualTo(3);
        assertThat(find(scores, "wer").value()).isNull();
        assertThat(find(scores, "wer").undefinedReason()).isEqualTo("The reference holds no words.");
        assertThat(find(SCORER.score(gold, Episodes.output("", null)), "inserted_words")
                        .value())
                .isZero();
    }

    @Test
    void aStepThatDidNotRunIsUndefinedAndNotZero() {
        GoldItem gold =
                Episodes.gold(CHAPTERS.formatted("measured").replace("\"times\"", "\"text\": \"t\", \"times\""));

        List<Score> scores = SCORER.score(gold, Episodes.output(null, null));

        assertThat(scores)
                .isNotEmpty()
                .allSatisfy(score -> assertThat(score.value()).isNull());
        assertThat(find(scores, "wer").undefinedReason()).isEqualTo("The run recognised no transcript.");
        assertThat(find(scores, "boundary_f1_30s").undefinedReason()).isEqualTo("The run wrote no chapters.");
    }

    @Test
    void theChapterThatOpensTheRecordingIsNoBoundary() {
        GoldItem gold = Episodes.gold(CHAPTERS.formatted("measured"));

        List<Score> scores = SCORER.score(gold, Episodes.output(null, List.of(400L, 110_000L, 300_000L)));

        assertThat(find(scores, "boundary_f1_5s").value()).isZero();
        assertThat(find(scores, "boundary_f1_15s").value()).isEqualTo(0.5);
        assertThat(find(scores, "boundary_f1_60s").n()).isEqualTo(2);
        assertThat(find(scores, "chapter_count_ratio").value()).isEqualTo(1.0);
        assertThat(find(scores, "chapter_count_error").value()).isZero();
    }

    @Test
    void laidOutTimesAreNotScoredInSeconds() {
        GoldItem gold = Episodes.gold(CHAPTERS.formatted("synthetic"));

        List<Score> scores = SCORER.score(gold, Episodes.output(null, List.of(400L, 110_000L)));

        assertThat(scores)
                .extracting(Score::metric)
                .contains("boundary_f1_2_sentences")
                .doesNotContain("boundary_f1_30s", "chunk_pk");
        assertThat(find(scores, "chapter_count_ratio").value()).isCloseTo(2 / 3.0, within(1e-12));
    }

    /** Cues start every 10 s; chapters of the gold at cues 10 and 20. */
    @Test
    void startsAreComparedByCueWhoeverCutsSentences() {
        GoldItem gold = Episodes.gold(CHAPTERS.formatted("synthetic"))
                .withCueStarts(
                        LongStream.range(0, 30).mapToObj(cue -> cue * 10_000).toList());

        List<Score> same = SCORER.score(gold, Episodes.output(null, List.of(400L, 103_000L, 197_000L)));
        List<Score> oneOff = SCORER.score(gold, Episodes.output(null, List.of(400L, 103_000L, 207_000L)));
        List<Score> farOff = SCORER.score(gold, Episodes.output(null, List.of(400L, 150_000L, 250_000L)));

        assertThat(find(same, "cue_boundary_similarity").value()).isEqualTo(1);
        assertThat(find(oneOff, "cue_boundary_similarity").value()).isEqualTo(0.75);
        assertThat(find(oneOff, "boundary_f1_2_cues").value()).isEqualTo(1);
        assertThat(find(farOff, "cue_boundary_similarity").value()).isZero();
        assertThat(find(farOff, "cue_pk").value()).isPositive();
    }

    @Test
    void goldWithoutCuesIsNotScoredByCue() {
        GoldItem gold = Episodes.gold(CHAPTERS.formatted("measured"));

        assertThat(SCORER.score(gold, Episodes.output(null, null)))
                .extracting(Score::metric)
                .contains("sentence_boundary_similarity")
                .doesNotContain("cue_boundary_similarity");
        assertThat(find(SCORER.score(gold.withCueStarts(List.of(0L)), Episodes.output(null, List.of(0L))), "cue_pk")
                        .undefinedReason())
                .isEqualTo("The transcript has fewer than ten cues.");
    }

    @Test
    void segmentsAreComparedOnAGridThatNeedsADuration() {
        GoldItem gold = Episodes.gold(
                CHAPTERS.formatted("measured").replace("\"times\"", "\"duration_ms\": 600000, \"times\""));
        GoldItem unknown = Episodes.gold(CHAPTERS.formatted("measured"));
        EpisodeOutput output = Episodes.output(null, List.of(400L, 101_000L, 200_000L));

        assertThat(find(SCORER.score(gold, output), "chunk_boundary_similarity").value())
                .isEqualTo(1);
        assertThat(find(SCORER.score(gold, output), "chunk_pk").value()).isZero();
        assertThat(find(SCORER.score(unknown, output), "chunk_pk").undefinedReason())
                .isEqualTo("The gold has no duration, or one of less than a minute.");
    }

    @Test
    void theParagraphIsHeldAgainstThePersonsSummary() {
        GoldItem gold = Episodes.gold(
                "{\"id\": \"a\", \"language\": \"en\", \"summary\": \"Bees live on a roof. They sleep.\"}");

        List<Score> scores = SCORER.score(gold, Episodes.summary("A bee lives on roofs. It slept well."));

        assertThat(find(scores, "rouge_1").value()).isBetween(0.5, 0.8);
        assertThat(find(scores, "rouge_lsum").value())
                .isGreaterThan(find(scores, "rouge_2").value());
    }

    @Test
    void aMissingSummaryAndAnotherLanguageAreUndefined() {
        GoldItem english = Episodes.gold("{\"id\": \"a\", \"language\": \"en\", \"summary\": \"Bees.\"}");
        GoldItem german = Episodes.gold("{\"id\": \"a\", \"language\": \"de\", \"summary\": \"Bienen.\"}");

        assertThat(find(SCORER.score(english, Episodes.output(null, null)), "rouge_1")
                        .undefinedReason())
                .isEqualTo("The run wrote no summary paragraph.");
        assertThat(find(SCORER.score(german, Episodes.summary("Bienen.")), "rouge_1")
                        .undefinedReason())
                .isEqualTo("Stems of words and vectors of sentences are for English.");
    }

    @Test
    void nothingIsScoredThatTheGoldDoesNotKnow() {
        GoldItem gold = Episodes.gold("{\"id\": \"a\"}");

        assertThat(SCORER.score(gold, Episodes.output("text", List.of(0L)))).isEmpty();
    }

    @Test
    void titlesAndSummariesAreComparedByMeaningToo() {
        GoldItem gold = Episodes.gold("""
                {"id": "a", "language": "en", "times": "measured", "summary": "Bees live on a roof. They sleep.", \
                "chapters": [{"start_ms": 0, "title": "Beekeeping roofs"}, {"start_ms": 100000, "title": "Chapter"}]}""");

        List<Score> scores = SCORER.score(gold, Episodes.output(null, List.of(0L, 110_000L)));
        List<Score> same = SCORER.score(gold, Episodes.summary("They sleep. Bees live on a roof."));
        List<Score> other = SCORER.score(gold, Episodes.summary("Ships sail at night."));

        assertThat(find(scores, "title_similarity").value()).isBetween(0.5, 0.6);
        assertThat(find(scores, "title_similarity").n()).isEqualTo(2);
        assertThat(find(same, "summary_similarity").value()).isCloseTo(1, within(1e-6));
        assertThat(find(other, "summary_similarity").value()).isLessThan(0.5);
    }

    @Test
    void namesThatNobodySaysAreCounted() {
        GoldItem gold =
                Episodes.gold("{\"id\": \"a\", \"language\": \"en\", \"show\": \"Roof Talk\", \"summary\": \"x\"}");
        EpisodeOutput said = Episodes.summary("Maria met Oscar and Ulf on Roof Talk.");
        EpisodeOutput output = new EpisodeOutput(
                "en",
                null,
                List.of(new Sentence(1, new TimeRange(0, 1_000), "I am Maria. That is oscar.", "Nina")),
                null,
                null,
                said.summaries());

        Score names = find(SCORER.score(gold, output), "unsupported_names");

        // Maria, Oscar, Roof and Talk are known; Ulf is not.
        assertThat(names.numerator()).isEqualTo(1);
        assertThat(names.denominator()).isEqualTo(5);
    }

    @Test
    void topicsAreScoredAsASetAndAsARanking() {
        GoldItem gold =
                Episodes.gold("{\"id\": \"a\", \"language\": \"en\", \"topics\": [\"Bees\", \"roofs\", \"honey\"]}");
        EpisodeOutput output =
                Episodes.topics(Map.of("ships", 0.9, "bees", 0.8, "night", 0.7, "Roofs!", 0.6, "sails", 0.1));

        List<Score> scores = SCORER.score(gold, output);

        assertThat(find(scores, "topic_precision").value()).isEqualTo(2 / 5.0);
        assertThat(find(scores, "topic_recall").value()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(find(scores, "topic_f1").value()).isEqualTo(0.5);
        assertThat(find(scores, "topic_f1_by_item").value()).isEqualTo(0.5);
        assertThat(find(scores, "topic_reciprocal_rank").value()).isEqualTo(0.5);
        assertThat(find(scores, "topic_average_precision").value()).isCloseTo((1 / 2.0 + 2 / 4.0) / 3, within(1e-12));
        double gain = 1 / log2(3) + 1 / log2(5);
        double best = 1 + 1 / log2(3) + 1 / log2(4);
        assertThat(find(scores, "topic_ndcg_10").value()).isCloseTo(gain / best, within(1e-12));
    }

    @Test
    void noTopicsFoundIsNothingRightAndNoTopicsWrittenIsUndefined() {
        GoldItem gold = Episodes.gold("{\"id\": \"a\", \"language\": \"en\", \"topics\": [\"bees\"]}");

        List<Score> nothing = SCORER.score(gold, Episodes.topics(Map.of()));
        List<Score> failed = SCORER.score(gold, Episodes.output("text", List.of(0L)));

        assertThat(find(nothing, "topic_f1").value()).isZero();
        assertThat(find(nothing, "topic_ndcg_10").value()).isZero();
        assertThat(find(nothing, "topic_precision").value()).isNull();
        assertThat(failed)
                .filteredOn(score -> score.step().equals("topics"))
                .hasSize(7)
                .allSatisfy(score -> assertThat(score.undefinedReason()).isEqualTo("The run wrote no topics."));
    }

    private static double log2(double value) {
        return Math.log(value) / Math.log(2);
    }

    private static Score find(List<Score> scores, String metric) {
        return scores.stream()
                .filter(score -> score.metric().equals(metric))
                .findFirst()
                .orElseThrow();
    }
}
