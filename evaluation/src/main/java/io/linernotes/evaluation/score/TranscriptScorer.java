package io.linernotes.evaluation.score;

import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.metric.text.CharacterErrors;
import io.linernotes.evaluation.metric.text.EditCounts;
import io.linernotes.evaluation.metric.text.TextNormalizer;
import io.linernotes.evaluation.metric.text.WordErrors;
import io.linernotes.evaluation.metric.transcript.Calibration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Recognised words against the words that were said. */
final class TranscriptScorer {
    private static final String STEP = "transcript";
    private static final List<String> METRICS =
            List.of("wer", "wer_raw", "cer", "mer", "wil", "substitution_rate", "deletion_rate", "insertion_rate");
    private static final String NO_WORDS = "The reference holds no words.";

    private TranscriptScorer() {}

    static List<Score> score(GoldItem gold, EpisodeOutput output) {
        if (gold.text() == null) {
            return List.of();
        }
        ScoreSheet sheet = new ScoreSheet(gold, STEP);
        List<Segment> segments = output.segments();
        if (segments == null) {
            METRICS.forEach(metric -> sheet.undefined(metric, "The run recognised no transcript."));
            return sheet.scores();
        }
        String said = segments.stream().map(Segment::text).collect(Collectors.joining(" "));
        String language = Objects.requireNonNullElse(gold.language(), "und");
        closest(gold, said, TextNormalizer.forLanguage(language)).fill(sheet);
        long flagged =
                segments.stream().filter(segment -> !segment.flags().isEmpty()).count();
        if (!segments.isEmpty()) {
            sheet.ratio("flagged_segments", flagged, segments.size(), "");
        }
        Calibration calibration = WordConfidence.of(gold.text(), segments);
        if (calibration != null) {
            sheet.value(
                    "word_calibration_error",
                    Calibration.expectedError(calibration.bins(WordConfidence.BINS, true)),
                    calibration.size());
        }
        return sheet.scores();
    }

    /** Where several references are right, the one with the lowest error rate counts. */
    private static Comparison closest(GoldItem gold, String said, TextNormalizer normalizer) {
        return Stream.concat(Stream.ofNullable(gold.text()), gold.textAlternatives().stream())
                .map(reference -> Comparison.of(reference, said, normalizer))
                .min(Comparator.comparingDouble(Comparison::rate))
                .orElseThrow();
    }

    private record Comparison(WordErrors words, WordErrors raw, CharacterErrors characters) {
        static Comparison of(String reference, String said, TextNormalizer normalizer) {
            String expected = normalizer.normalize(reference);
            String actual = normalizer.normalize(said);
            return new Comparison(
                    WordErrors.of(expected, actual),
                    WordErrors.of(reference, said),
                    CharacterErrors.of(expected, actual));
        }

        double rate() {
            Double wer = words.wer();
            return wer == null ? Double.MAX_VALUE : wer;
        }

        void fill(ScoreSheet sheet) {
            EditCounts counts = words.counts();
            sheet.ratio("wer", counts.errors(), counts.referenceLength(), NO_WORDS);
            sheet.ratio("wer_raw", raw.counts().errors(), raw.counts().referenceLength(), NO_WORDS);
            sheet.ratio("cer", characters.errors(), characters.referenceCharacters(), NO_WORDS);
            long steps = counts.referenceLength() == 0 ? 0 : counts.hits() + counts.errors();
            sheet.ratio("mer", counts.errors(), steps, NO_WORDS);
            sheet.ratio("substitution_rate", counts.substitutions(), counts.referenceLength(), NO_WORDS);
            sheet.ratio("deletion_rate", counts.deletions(), counts.referenceLength(), NO_WORDS);
            sheet.ratio("insertion_rate", counts.insertions(), counts.referenceLength(), NO_WORDS);
            Double lost = words.wil();
            if (lost == null) {
                sheet.undefined("wil", NO_WORDS);
            } else {
                sheet.value("wil", lost, counts.referenceLength());
            }
            if (counts.referenceLength() == 0) {
                sheet.value("inserted_words", (double) counts.insertions(), 0);
            }
        }
    }
}
