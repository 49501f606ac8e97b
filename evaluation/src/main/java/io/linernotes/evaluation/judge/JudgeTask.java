package io.linernotes.evaluation.judge;

import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.transcript.Sentence;
import java.io.Serializable;
import java.util.List;

/**
 * The notes of one recording, to be judged.
 *
 * @param recording names it: SHA-256 of its bytes
 * @param sentences the numbered transcript; at least one
 * @param claims of its summaries; one text once
 * @param points that good notes would hold, by people; empty when nobody said
 * @param labelled claims that people judged, whoever wrote them
 */
public record JudgeTask(
        String recording,
        EpisodeMetadata metadata,
        List<Sentence> sentences,
        List<Claim> claims,
        List<String> points,
        List<String> labelled)
        implements Serializable {
    public JudgeTask {
        sentences = List.copyOf(sentences);
        claims = List.copyOf(claims);
        points = List.copyOf(points);
        labelled = List.copyOf(labelled);
    }
}
