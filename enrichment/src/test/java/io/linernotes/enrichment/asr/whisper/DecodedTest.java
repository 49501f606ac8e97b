package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import io.linernotes.enrichment.transcript.RecognitionQuality;
import org.junit.jupiter.api.Test;

/** Which of several attempts at a window is kept. */
class DecodedTest {
    private static final Decoded ACCEPTED = attempt(-0.9, 1.5);
    private static final Decoded DOUBTFUL = attempt(-1.5, 1.5);
    private static final Decoded LIKELIER = attempt(-1.2, 1.5);
    private static final Decoded LOOP = attempt(-0.1, 9);

    @Test
    void keepsTheLikeliestOfDoubtfulAttempts() {
        assertThat(LIKELIER.isBetterThan(DOUBTFUL)).isTrue();
        assertThat(DOUBTFUL.isBetterThan(LIKELIER)).isFalse();
        assertThat(DOUBTFUL.isBetterThan(DOUBTFUL)).isFalse();
    }

    @Test
    void keepsNoLoopHoweverLikely() {
        assertThat(DOUBTFUL.isBetterThan(LOOP)).isTrue();
        assertThat(LOOP.isBetterThan(DOUBTFUL)).isFalse();
    }

    @Test
    void keepsWhatIsNotDoubtful() {
        assertThat(ACCEPTED.isBetterThan(LOOP)).isTrue();
        assertThat(LOOP.isBetterThan(ACCEPTED)).isFalse();
    }

    private static Decoded attempt(double logProbability, double compressionRatio) {
        return new Decoded(
                "en",
                1,
                ImmutableList.of(),
                ImmutableDoubleArray.of(),
                ImmutableList.of(),
                new RecognitionQuality(logProbability, 0.1, compressionRatio, 0));
    }
}
