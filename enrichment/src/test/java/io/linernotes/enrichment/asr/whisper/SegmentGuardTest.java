package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.RecognitionQuality;
import io.linernotes.enrichment.transcript.SegmentFlag;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentGuardTest {
    private static final RecognitionQuality GOOD = new RecognitionQuality(-0.1, 0.01, 1.6, 0);
    private static final TimeRange FIVE_SECONDS = new TimeRange(0, 5000);

    private final SegmentGuard guard = new SegmentGuard();

    @Test
    void leavesGoodSpeechAlone() {
        assertThat(guard.flags("The bees sleep in the garden.", FIVE_SECONDS, GOOD))
                .isEmpty();
    }

    @Test
    void marksWhatTheModelDoubts() {
        RecognitionQuality bad = new RecognitionQuality(-1.1, 0.7, 2.5, 1);

        assertThat(guard.flags("Words.", FIVE_SECONDS, bad))
                .containsExactly(SegmentFlag.REPETITIVE, SegmentFlag.LOW_CONFIDENCE, SegmentFlag.NO_SPEECH);
    }

    @Test
    void marksMoreCharactersThanAnybodySpeaks() {
        assertThat(guard.flags("forty characters in one second of speech", new TimeRange(0, 1000), GOOD))
                .containsExactly(SegmentFlag.TOO_FAST);
    }

    @Test
    void marksTheThirdSameLineInARow() {
        List<SegmentFlag> second = List.of();
        guard.flags("Once more.", FIVE_SECONDS, GOOD);
        assertThat(guard.flags("once more", FIVE_SECONDS, GOOD)).isEqualTo(second);
        assertThat(guard.flags("Once more!", FIVE_SECONDS, GOOD)).containsExactly(SegmentFlag.REPEATED_LINE);
    }

    @Test
    void marksWhatModelsWriteOverSilence() {
        assertThat(guard.flags("Thanks for watching!", FIVE_SECONDS, GOOD)).containsExactly(SegmentFlag.PHANTOM);
    }
}
