package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** One rule of the reference each; ids are those of the embedded model. */
class TokenRulesTest {
    private static final int TEXT = 383;
    private static final int OTHER_TEXT = 46371;
    private static final int SUPPRESSED = 1;
    private static final int END = 50256;
    private static final int ZERO = 50363;

    private final WhisperModel model = WhisperModels.model(Fixtures.FOLDER);
    private final float[] logits = new float[model.sizes().vocabulary()];

    @Test
    void beginsWithATimeWithinTheFirstSecond() {
        logits[TEXT] = 90;
        logits[ZERO + 51] = 80;
        logits[ZERO + 50] = 10;

        apply();

        assertThat(best()).isEqualTo(ZERO + 50);
        assertThat(logits[TEXT]).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(logits[ZERO + 51]).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void demandsTextAfterTheFirstTime() {
        logits[ZERO + 10] = 90;
        logits[TEXT] = 20;

        apply(ZERO + 3);

        assertThat(best()).isEqualTo(TEXT);
    }

    @Test
    void demandsATimeOrTheEndAfterAnEndTime() {
        logits[TEXT] = 90;
        logits[END] = 30;
        logits[ZERO + 20] = 20;

        apply(ZERO, TEXT, ZERO + 20);

        assertThat(best()).isEqualTo(END);
        assertThat(logits[ZERO + 20]).isEqualTo(20);
        assertThat(logits[TEXT]).isEqualTo(Float.NEGATIVE_INFINITY);
    }

    @Test
    void neverGoesBackAndGivesEverySegmentSomeLength() {
        logits[TEXT] = 50;
        apply(ZERO + 20, TEXT);

        assertThat(logits[ZERO + 20]).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(logits[ZERO + 21]).isFinite();
    }

    @Test
    void takesATimeWhenAllTimesTogetherAreLikelierThanTheBestText() {
        logits[TEXT] = 3;
        for (int id = ZERO + 100; id < ZERO + 200; id++) {
            logits[id] = 2;
        }
        apply(ZERO, OTHER_TEXT);

        assertThat(logits[TEXT]).isEqualTo(Float.NEGATIVE_INFINITY);
        assertThat(best()).isEqualTo(ZERO + 100);
    }

    @Test
    void keepsTheTextWhenItIsLikelierThanAllTimesTogether() {
        logits[TEXT] = 20;
        logits[ZERO + 100] = 2;
        apply(ZERO, OTHER_TEXT);

        assertThat(best()).isEqualTo(TEXT);
    }

    @Test
    void neverSaysSuppressedOrSpecialTokens() {
        logits[SUPPRESSED] = 90;
        logits[model.tokenizer().special().noSpeech()] = 80;
        logits[model.tokenizer().special().noTimestamps()] = 80;
        logits[TEXT] = 20;

        apply(ZERO, OTHER_TEXT);

        assertThat(best()).isEqualTo(TEXT);
    }

    private void apply(Integer... sampled) {
        model.rules().apply(logits, List.of(sampled));
    }

    private int best() {
        return Logits.argMax(logits);
    }
}
