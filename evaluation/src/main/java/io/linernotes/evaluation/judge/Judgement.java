package io.linernotes.evaluation.judge;

import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.evaluation.gold.ClaimVerdict;
import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a judge says of the notes of one recording. Each list has the order of the {@link JudgeTask}.
 *
 * @param labelled of the claims that people judged; empty when the recording is too long to be shown whole
 * @param questions asked
 * @param unparsed of these, those whose answer could not be read, even when it was asked for again
 * @param calls what was sent
 * @param failure why the last missing answer is missing; null when all are there
 */
public record Judgement(
        List<Opinion<ClaimVerdict>> claims,
        List<Opinion<PointVerdict>> points,
        List<Opinion<ClaimVerdict>> labelled,
        int questions,
        int unparsed,
        List<LlmCall> calls,
        @Nullable Finding failure)
        implements Serializable {
    public Judgement {
        claims = List.copyOf(claims);
        points = List.copyOf(points);
        labelled = List.copyOf(labelled);
        calls = List.copyOf(calls);
    }
}
