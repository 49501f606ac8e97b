package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The integer graphs against the floating-point ones. */
class Int8Test {
    private static final ReferenceRun INTEGERS = ReferenceRun.INTEGERS;

    @Test
    void writesTheSameTextAsFloatingPointInNearlyAllWindows() {
        int same = 0;
        for (int i = 0; i < ReferenceRun.WINDOWS.size(); i++) {
            same += INTEGERS.text(i).equals(ReferenceRun.FLOATS.text(i)) ? 1 : 0;
        }
        assertThat(same).isBetween(16, 21);
    }

    @Test
    void makesNoMoreErrorsThanFloatingPoint() {
        WordErrors integers = new WordErrors();
        WordErrors floats = new WordErrors();
        for (int i = 0; i < ReferenceRun.WINDOWS.size(); i++) {
            String reference = ReferenceRun.WINDOWS.get(i).path("reference").asText();
            integers.add(reference, INTEGERS.text(i));
            floats.add(reference, ReferenceRun.FLOATS.text(i));
        }
        assertThat(integers.percent()).isLessThan(floats.percent() + 0.5);
    }

    @Test
    void givesAWindowTheSameResultAloneAsAmongOthers() {
        for (int i = 1; i < ReferenceRun.SPEECH.size(); i += 4) {
            assertThat(INTEGERS.decode(List.of(ReferenceRun.SPEECH.get(i)), 8))
                    .containsExactly(INTEGERS.decoded().get(i));
        }
        assertThat(INTEGERS.decode(ReferenceRun.SPEECH.subList(5, 12), 3))
                .isEqualTo(INTEGERS.decoded().subList(5, 12));
    }
}
