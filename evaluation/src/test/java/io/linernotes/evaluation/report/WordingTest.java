package io.linernotes.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.evaluation.cost.Money;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordingTest {
    @ParameterizedTest
    @CsvSource({"0, 0:00", "65999, 1:05", "3600000, 1:00:00", "36061000, 10:01:01"})
    void positionsReadLikeAClock(long ms, String text) {
        assertThat(Wording.clock(ms)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"400, 0 s", "40000, 40 s", "720000, 12 min", "3599000, 1 h 00 min", "3900000, 1 h 05 min"})
    void lengthsAreAsExactAsPeopleNeed(long ms, String text) {
        assertThat(Wording.length(ms)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, 0 %", "0.004, 0.4 %", "0.0994, 9.9 %", "0.0996, 10 %", "1, 100 %"})
    void smallSharesKeepADigit(double share, String text) {
        assertThat(Wording.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0, $0.00", "0.00003, $0.000030", "0.0616, $0.062", "0.5, $0.50", "12.345, $12.34"})
    void noAmountLooksFreeThatIsNot(BigDecimal amount, String text) {
        assertThat(Wording.money(new Money(amount, "USD"))).isEqualTo(text);
    }

    @Test
    void otherCurrenciesKeepTheirCode() {
        assertThat(Wording.money(new Money(BigDecimal.ONE, "SEK"))).isEqualTo("SEK 1.00");
    }

    @Test
    void nounsFollowTheirCount() {
        assertThat(Wording.count(1, "call")).isEqualTo("1 call");
        assertThat(Wording.count(1200, "call")).isEqualTo("1,200 calls");
    }
}
