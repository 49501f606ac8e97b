package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.asr.whisper.graph.Kernels;
import io.linernotes.enrichment.asr.whisper.graph.Kernels.Attention;
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
        assertThat(same).isBetween(18, 21);
    }

    @Test
    void makesHardlyMoreErrorsThanFloatingPoint() {
        assertThat(wordErrors(INTEGERS)).isLessThan(wordErrors(ReferenceRun.FLOATS) + 0.5);
    }

    @Test
    void makesHardlyMoreErrorsWhereProcessorsTakeNarrowBytes() {
        ReferenceRun narrow = new ReferenceRun(Arithmetic.NARROW_INTEGERS);

        assertThat(wordErrors(narrow)).isLessThan(wordErrors(ReferenceRun.FLOATS) + 1);
    }

    @Test
    void makesHardlyMoreErrorsWhereAttentionIsInFloatingPoint() {
        ReferenceRun attentive = new ReferenceRun(Arithmetic.INTEGERS.with(new Kernels(Attention.FLOATS, 60)));

        assertThat(attentive.decoded()).isNotEqualTo(INTEGERS.decoded());
        assertThat(wordErrors(attentive)).isLessThan(wordErrors(ReferenceRun.FLOATS) + 0.5);
    }

    @Test
    void writesTheSameHoweverManyKeysLieTogether() {
        for (int columns : new int[] {300, 1500}) {
            ReferenceRun wide = new ReferenceRun(Arithmetic.INTEGERS.with(new Kernels(Attention.BYTES, columns)));

            assertThat(wide.decoded()).isEqualTo(INTEGERS.decoded());
        }
    }

    private static double wordErrors(ReferenceRun run) {
        WordErrors errors = new WordErrors();
        for (int i = 0; i < ReferenceRun.WINDOWS.size(); i++) {
            errors.add(ReferenceRun.WINDOWS.get(i).path("reference").asText(), run.text(i));
        }
        return errors.percent();
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
