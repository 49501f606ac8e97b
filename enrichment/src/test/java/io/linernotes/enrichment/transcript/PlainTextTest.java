package io.linernotes.enrichment.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "a", "Bees dance, don't they? 100 % ~", "Grüße, 蜂"})
    void leavesAPlainLineAsItIs(String line) {
        assertThat(PlainText.oneLine(line)).isEqualTo(line);
    }

    @ParameterizedTest
    @CsvSource(
            ignoreLeadingAndTrailingWhitespace = false,
            value = {" a,a", "a ,a", "a  b,a b", "a\tb,a b", "a\u00a0b,a b", "a\u200bb,ab", "a\u007fb,a b", "' ',''"})
    void mendsWhatIsNot(String text, String line) {
        assertThat(PlainText.oneLine(text)).isEqualTo(line);
    }
}
