package io.linernotes.evaluation.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.evaluation.metric.chapter.BoundaryMatching;
import io.linernotes.evaluation.metric.chapter.ChapterOverlap;
import io.linernotes.evaluation.metric.chapter.MatchCounts;
import io.linernotes.evaluation.metric.chapter.Segmentation;
import io.linernotes.evaluation.metric.chapter.SegmentationAgreement;
import io.linernotes.evaluation.metric.chapter.SegmentationMetrics;
import io.linernotes.evaluation.metric.chapter.TimeChunks;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Chapters against chapters. */
final class ChapterVectors {
    private ChapterVectors() {}

    static Map<String, VectorSuite> suites() {
        return Map.of(
                "chapter-boundaries-time", VectorSuite.perCase(ChapterVectors::boundaries),
                "real-data-chapters", VectorSuite.perCase(ChapterVectors::boundaries),
                "segmentation-pk-windowdiff-boundary", VectorSuite.perCase(ChapterVectors::segmentation),
                "segmentation-large-window", VectorSuite.perCase(ChapterVectors::segmentation),
                "segmentation-agreement", VectorSuite.perCase(ChapterVectors::agreement));
    }

    private static Map<String, @Nullable Object> boundaries(JsonNode vector) {
        long[] reference = Numbers.milliseconds(vector.path("reference_starts"));
        long[] hypothesis = Numbers.milliseconds(vector.path("hypothesis_starts"));
        Map<String, @Nullable Object> values =
                Numbers.map("chapter_count_error", boundaries(reference) - boundaries(hypothesis));
        for (String name : names(vector.path("expected"))) {
            int at = name.indexOf('@');
            if (at > 0) {
                long tolerance = Math.round(1000 * Double.parseDouble(name.substring(at + 1)));
                values.put(name, matching(name.substring(0, at), reference, hypothesis, tolerance));
            }
        }
        if (vector.has("duration")) {
            values.put("tiou", overlap(vector));
            values.put("time_chunks_6s", chunks(vector, reference, hypothesis));
        }
        return values;
    }

    /** Without a start at 0. */
    private static long boundaries(long[] starts) {
        return Arrays.stream(starts).filter(start -> start > 0).count();
    }

    private static Map<String, @Nullable Object> matching(
            String definition, long[] reference, long[] hypothesis, long tolerance) {
        MatchCounts counts = switch (definition) {
            case "one_to_one" -> BoundaryMatching.oneToOne(reference, hypothesis, tolerance);
            case "collar" -> BoundaryMatching.closestFirst(reference, hypothesis, tolerance);
            case "coverage" -> BoundaryMatching.coverage(reference, hypothesis, tolerance);
            default -> throw new IllegalArgumentException("unknown matching " + definition);
        };
        Map<String, @Nullable Object> values = rates(counts);
        values.put("tp", counts.matchedReference());
        return values;
    }

    private static Map<String, @Nullable Object> rates(MatchCounts counts) {
        return Numbers.map("precision", counts.precision(), "recall", counts.recall(), "f1", counts.f1());
    }

    private static Map<String, @Nullable Object> overlap(JsonNode vector) {
        ChapterOverlap overlap = new ChapterOverlap(
                Numbers.doubles(vector.path("reference_starts")),
                Numbers.doubles(vector.path("hypothesis_starts")),
                vector.path("duration").doubleValue());
        Map<String, @Nullable Object> values = Numbers.map(
                "avg_tiou_greedy", overlap.meanOfBestPairs(),
                "f1_mean_0.50_0.95", overlap.meanF1());
        for (String name : names(vector.path("expected").path("tiou"))) {
            if (name.startsWith("@")) {
                values.put(name, rates(overlap.atLeast(Double.parseDouble(name.substring(1)))));
            }
        }
        return values;
    }

    private static Map<String, @Nullable Object> chunks(JsonNode vector, long[] reference, long[] hypothesis) {
        TimeChunks chunks =
                new TimeChunks(Math.round(1000 * vector.path("duration").doubleValue()));
        Segmentation expected = chunks.segmentation(reference);
        Segmentation actual = chunks.segmentation(hypothesis);
        Map<String, @Nullable Object> values = rates(chunks.matches(reference, hypothesis));
        values.put("pk", SegmentationMetrics.pk(expected, actual, expected.window()));
        values.put("window_diff", SegmentationMetrics.windowDiff(expected, actual, expected.window()));
        values.put("boundary_similarity", SegmentationMetrics.boundarySimilarity(expected, actual));
        values.put("ghd", SegmentationMetrics.generalizedHammingDistance(expected, actual));
        values.put("flags_reference", flags(chunks.flags(reference), expected.units() - 1));
        values.put("flags_hypothesis", flags(chunks.flags(hypothesis), expected.units() - 1));
        return values;
    }

    private static String flags(BitSet flags, int length) {
        StringBuilder text = new StringBuilder();
        IntStream.range(0, length).forEach(i -> text.append(flags.get(i) ? '1' : '0'));
        return text.toString();
    }

    private static Map<String, @Nullable Object> segmentation(JsonNode vector) {
        Segmentation reference = Segmentation.ofMasses(Numbers.ints(vector.path("reference_masses")));
        Segmentation hypothesis = Segmentation.ofMasses(Numbers.ints(vector.path("hypothesis_masses")));
        // Some cases were computed with a window of their own; the default has its own test.
        int window = vector.path("expected").path("window_size").asInt(reference.window());
        Double pk = SegmentationMetrics.pk(reference, hypothesis, window);
        Double windowDiff = SegmentationMetrics.windowDiff(reference, hypothesis, window);
        return Numbers.map(
                "window_size", window,
                "pk", pk,
                "window_diff", windowDiff,
                "nltk_pk_same_window", pk,
                "nltk_windowdiff_same_window", windowDiff,
                "window_diff_lamprier", SegmentationMetrics.windowDiffWithEnds(reference, hypothesis, window),
                "boundary_similarity_nt2", SegmentationMetrics.boundarySimilarity(reference, hypothesis),
                "segmentation_similarity_nt2", SegmentationMetrics.segmentationSimilarity(reference, hypothesis),
                "ghd_ins2_del2_shift1", SegmentationMetrics.generalizedHammingDistance(reference, hypothesis));
    }

    private static Map<String, @Nullable Object> agreement(JsonNode vector) {
        Function<JsonNode, Segmentation> coder = masses -> Segmentation.ofMasses(Numbers.ints(masses));
        SegmentationAgreement agreement = SegmentationAgreement.of(
                StreamSupport.stream(vector.path("coders").spliterator(), false)
                        .map(coder)
                        .toList());
        return Numbers.map(
                "actual_agreement_linear", agreement.observed(),
                "fleiss_pi_linear", agreement.pi(),
                "fleiss_kappa_linear", agreement.kappa());
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(Map.Entry::getKey).toList();
    }
}
