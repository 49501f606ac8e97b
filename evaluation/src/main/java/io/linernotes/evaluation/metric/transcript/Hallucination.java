package io.linernotes.evaluation.metric.transcript;

import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Text that nobody said. A segment is invented when it has words where the reference is silent, or five inserted words
 * in a row; published work lets people judge the same kind of span (A. Koenecke et al., 2024).
 *
 * @param insertionRate inserted words per word of the reference; null when it holds none
 * @param nonSpeechRate invented share of the silent segments; null when there are none
 * @param deletedRate share of segments in which everything said is missing
 */
public record Hallucination(
        int segments,
        @Nullable Double insertionRate,
        int inventedSegments,
        double inventedRate,
        int nonSpeechSegments,
        @Nullable Double nonSpeechRate,
        double deletedRate) {
    private static final int INVENTED_RUN = 5;

    /** Counts over at least one segment. */
    public static Hallucination of(List<AlignedSegment> segments) {
        if (segments.isEmpty()) {
            throw new IllegalArgumentException("No segments");
        }
        long inserted =
                segments.stream().mapToLong(AlignedSegment::insertedWords).sum();
        long said = segments.stream().mapToLong(AlignedSegment::referenceWords).sum();
        int invented = count(segments, AlignedSegment::isInvented);
        int silent = count(segments, segment -> segment.referenceWords == 0);
        int inventedInSilence = count(segments, segment -> segment.referenceWords == 0 && segment.isInvented());
        int deleted = count(segments, segment -> segment.referenceWords > 0 && segment.hypothesisWords == 0);
        return new Hallucination(
                segments.size(),
                said == 0 ? null : (double) inserted / said,
                invented,
                (double) invented / segments.size(),
                silent,
                silent == 0 ? null : (double) inventedInSilence / silent,
                (double) deleted / segments.size());
    }

    private static int count(List<AlignedSegment> segments, Predicate<AlignedSegment> condition) {
        return (int) segments.stream().filter(condition).count();
    }

    /** @param longestInsertion most inserted words in a row */
    public record AlignedSegment(long referenceWords, long hypothesisWords, long insertedWords, long longestInsertion) {
        boolean isInvented() {
            return (referenceWords == 0 && hypothesisWords > 0) || longestInsertion >= INVENTED_RUN;
        }
    }
}
