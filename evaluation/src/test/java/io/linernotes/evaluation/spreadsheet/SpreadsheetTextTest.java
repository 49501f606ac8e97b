package io.linernotes.evaluation.spreadsheet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpreadsheetTextTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "+1", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1", "'=1", "''-x"})
    void whatWouldBeComputedIsTextAndComesBack(String text) {
        assertThat(SpreadsheetText.escape(text)).isEqualTo("'" + text);
        assertThat(SpreadsheetText.unescape("'" + text)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "It rained.", "'tis true", "a=b", "3 - 2"})
    void otherTextStaysAsItIs(String text) {
        assertThat(SpreadsheetText.escape(text)).isEqualTo(text);
        assertThat(SpreadsheetText.unescape(text)).isEqualTo(text);
    }
}
