package io.linernotes.jobs.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdTest {
    @Test
    void namesADailyRunByTheDateInUtc() {
        Clock tokyo = Clock.fixed(Instant.parse("2026-11-21T23:00:00Z"), ZoneId.of("Asia/Tokyo"));

        assertThat(RunId.today(tokyo)).hasToString("2026-11-21");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "a/b",
                "a b",
                "a\n",
                "ü",
                "x=1",
                "01234567890123456789012345678901234567890123456789012345678901234"
            })
    void refusesWhatIsNoPlainFolderName(String value) {
        assertThatThrownBy(() -> new RunId(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("A run id has 1 to 64 letters, digits, dots, hyphens or underscores.");
    }
}
