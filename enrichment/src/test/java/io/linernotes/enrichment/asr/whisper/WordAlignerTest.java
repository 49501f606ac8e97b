package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WordAlignerTest {
    @Test
    void followsThePathOfHighestAttention() {
        float[][] attention = {
            {9, 9, -1, -1, -1, -1},
            {-1, -1, 9, -1, -1, -1},
            {-1, -1, -1, 9, 9, 9},
        };

        assertThat(WordAligner.firstColumns(attention)).containsExactly(0, 2, 3);
    }

    @Test
    void letsSeveralTokensShareAColumn() {
        float[][] attention = {
            {9, -1},
            {-1, 9},
            {-1, 9},
        };

        assertThat(WordAligner.firstColumns(attention)).containsExactly(0, 1, 1);
    }
}
