package io.linernotes.evaluation.metric.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class WordErrorsTest {
    @Test
    void countsEachKindOfError() {
        WordErrors errors = WordErrors.of("a b c d e f", "z a x c d f");

        assertThat(errors.counts()).isEqualTo(new EditCounts(4, 1, 1, 1));
        assertThat(errors.wer()).isEqualTo(0.5);
        assertThat(errors.mer()).isCloseTo(3 / 7.0, within(1e-12));
        assertThat(errors.wil()).isCloseTo(1 - (4 / 6.0) * (4 / 6.0), within(1e-12));
    }

    @Test
    void hasNoRateWithoutReferenceWordsButCountsInsertions() {
        WordErrors errors = WordErrors.of(" ", "three invented words");

        assertThat(errors.wer()).isNull();
        assertThat(errors.mer()).isNull();
        assertThat(errors.wil()).isNull();
        assertThat(errors.counts().insertions()).isEqualTo(3);
    }

    @Test
    void losesEverythingWhenNothingIsRecognised() {
        WordErrors errors = WordErrors.of("one two", "");

        assertThat(errors.wer()).isEqualTo(1.0);
        assertThat(errors.wil()).isEqualTo(1.0);
    }

    @Test
    void corpusRateDividesSums() {
        WordErrors corpus = WordErrors.of("a b c", "a c").plus(WordErrors.of("d e", "d x e f"));

        assertThat(corpus.wer()).isEqualTo(0.6);
    }

    @Test
    void charactersIncludeSpacesButNotThoseAround() {
        CharacterErrors errors = CharacterErrors.of(" a b ", "ab");

        assertThat(errors).isEqualTo(new CharacterErrors(1, 3));
        assertThat(errors.plus(CharacterErrors.NONE).cer()).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(CharacterErrors.of("", "x").cer()).isNull();
    }
}
