package io.linernotes.evaluation.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class GateFileTest {
    @Test
    void readsEveryKindOfGate() {
        assertThat(GateFile.read("g.conf", """
                        gates = [
                          {name = ceiling, metric = wer, at-most = 0.1, set = asr-jfk}
                          {name = floor, metric = boundary_f1_30s, at-least = 0.3}
                          {name = words, metric = wer, worse-by-at-most = 0.005, undefined-at-most = 0.1}
                          {name = money, cost = money-per-audio-hour, grows-by-at-most = 0.1}
                          {name = tokens, cost = tokens-per-audio-hour, at-most = 20000}
                        ]"""))
                .extracting(Gate::name)
                .containsExactly("ceiling", "floor", "words", "money", "tokens");
        assertThat(GateFile.bundled()).isNotEmpty();
    }

    @Test
    void tellsEverythingThatIsWrongAtOnceWithFileAndLine() {
        assertThatThrownBy(() -> GateFile.read("g.conf", """
                        budget = 3
                        gates = [
                          {name = a, metric = sparkle, at-most = 1}
                          {name = b, metric = wer}
                          {name = c, metric = wer, at-most = 1, at-least = 0}
                          {name = d, metric = wer, at-mots = 1}
                          {name = e, cost = gold, at-most = 1}
                          {metric = wer, at-most = much}
                          {name = f, metric = wer, at-most = 1}
                          {name = f, metric = cer, at-most = 1}
                        ]"""))
                .isInstanceOf(EnrichmentException.class)
                .extracting(
                        failure -> ((EnrichmentException) failure).code(),
                        failure -> failure.getMessage().lines().toList())
                .containsExactly(
                        ErrorCode.CONFIG_INVALID,
                        List.of(
                                "g.conf, line 1: \"budget\" is not a known key.",
                                "g.conf, line 3: there is no metric named \"sparkle\".",
                                "g.conf, line 4: the gate needs exactly one of at-most, at-least, worse-by-at-most.",
                                "g.conf, line 5: the gate needs exactly one of at-most, at-least, worse-by-at-most.",
                                "g.conf, line 6: \"at-mots\" is not a known key of a gate.",
                                "g.conf, line 6: the gate needs exactly one of at-most, at-least, worse-by-at-most.",
                                "g.conf, line 7: there is no cost named \"gold\"; there are money-per-audio-hour, "
                                        + "tokens-per-audio-hour, machine-seconds-per-audio-hour.",
                                "g.conf, line 8: a gate needs a \"name\".",
                                "g.conf, line 8: \"at-most\" is not a number.",
                                "g.conf, line 10: a gate named \"f\" is there already."));
    }

    @Test
    void refusesWhatIsNoHocon() {
        assertThatThrownBy(() -> GateFile.read("g.conf", "gates = [\n{"))
                .hasMessageStartingWith("g.conf, line ")
                .hasMessageEndingWith(": it is not valid HOCON.");
        assertThatThrownBy(() -> GateFile.read("g.conf", ""))
                .hasMessage("g.conf: there is no list \"gates\" with at least one gate.");
    }
}
