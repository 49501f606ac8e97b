package io.linernotes.evaluation.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.evaluation.metric.transcript.Calibration;
import io.linernotes.evaluation.metric.transcript.Hallucination;
import io.linernotes.evaluation.metric.transcript.Hallucination.AlignedSegment;
import io.linernotes.evaluation.metric.transcript.Repetition;
import io.linernotes.evaluation.metric.transcript.TimestampAccuracy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Transcripts besides their words. */
final class TranscriptVectors {
    private TranscriptVectors() {}

    static Map<String, VectorSuite> suites() {
        return Map.of(
                "timestamp-accuracy", VectorSuite.perCase(TranscriptVectors::timestamps),
                "calibration", VectorSuite.perCase(TranscriptVectors::calibration),
                "hallucination-rate", VectorSuite.perCase(TranscriptVectors::hallucination),
                "repetition-loops", VectorSuite.perCase(TranscriptVectors::repetition));
    }

    private static Map<String, @Nullable Object> timestamps(JsonNode vector) {
        TimestampAccuracy accuracy = new TimestampAccuracy(
                Numbers.doubles(vector.path("reference_times")), Numbers.doubles(vector.path("hypothesis_times")));
        Map<String, @Nullable Object> values = Numbers.map(
                "n", accuracy.pairs(),
                "bias_mean", accuracy.bias(),
                "mae", accuracy.meanDistance(),
                "median_abs", accuracy.percentile(0.5),
                "p90_abs", accuracy.percentile(0.9),
                "p95_abs", accuracy.percentile(0.95),
                "rmse", accuracy.rootMeanSquare(),
                "max_abs", accuracy.largest());
        for (Map.Entry<String, JsonNode> field : vector.path("expected").properties()) {
            String name = field.getKey();
            if (name.matches("within_[0-9.]+s")) {
                double seconds = Double.parseDouble(name.substring("within_".length(), name.length() - 1));
                values.put(name, accuracy.shareWithin(seconds));
            }
        }
        return values;
    }

    private static Map<String, @Nullable Object> calibration(JsonNode vector) {
        double[] confidence = Numbers.doubles(vector.path("confidence"));
        double[] correct = Numbers.doubles(vector.path("correct"));
        boolean[] right = new boolean[correct.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = correct[i] == 1 || vector.path("correct").get(i).asBoolean();
        }
        Calibration calibration = new Calibration(confidence, right);
        int bins = vector.path("n_bins").intValue();
        return Numbers.map(
                "right_closed", bins(calibration.bins(bins, true)),
                "left_closed", bins(calibration.bins(bins, false)),
                "brier", calibration.brier(),
                "log_loss", calibration.logLoss(),
                "auroc", calibration.auroc(),
                "ece_equal_mass", Calibration.expectedError(calibration.equalMassBins(bins)));
    }

    private static Map<String, @Nullable Object> bins(List<Calibration.Bin> bins) {
        List<Map<String, @Nullable Object>> rows = bins.stream()
                .map(bin -> Numbers.map(
                        "bin", bin.number(),
                        "count", bin.count(),
                        "mean_confidence", bin.meanConfidence(),
                        "accuracy", bin.accuracy()))
                .toList();
        return Numbers.map("ece", Calibration.expectedError(bins), "mce", Calibration.largestError(bins), "bins", rows);
    }

    private static Map<String, @Nullable Object> hallucination(JsonNode vector) {
        List<AlignedSegment> segments = new ArrayList<>();
        for (JsonNode segment : vector.path("segments")) {
            segments.add(new AlignedSegment(
                    segment.path("ref").longValue(),
                    segment.path("hyp").longValue(),
                    segment.path("ins").longValue(),
                    segment.path("max_ins_run").longValue()));
        }
        Hallucination result = Hallucination.of(segments);
        return Numbers.map(
                "segments", result.segments(),
                "insertion_rate", result.insertionRate(),
                "hallucinated_segments", result.inventedSegments(),
                "hallucination_rate", result.inventedRate(),
                "non_speech_segments", result.nonSpeechSegments(),
                "non_speech_hallucination_rate", result.nonSpeechRate(),
                "deleted_segment_rate", result.deletedRate());
    }

    private static Map<String, @Nullable Object> repetition(JsonNode vector) {
        Repetition repetition = Repetition.of(vector.path("text").textValue());
        return Numbers.map(
                "compression_ratio", repetition.compressionRatio(),
                "longest_loop_words", repetition.longestLoopWords(),
                "distinct_2", repetition.distinctPairs(),
                "flag_compression_gt_2.4", repetition.isSuspicious());
    }
}
