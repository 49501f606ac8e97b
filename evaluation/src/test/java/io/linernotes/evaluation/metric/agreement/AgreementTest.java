package io.linernotes.evaluation.metric.agreement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AgreementTest {
    @Test
    void givesThePublishedAlphas() {
        CoderAgreement example = new CoderAgreement(List.of(
                coder("1 2 3 3 2 1 4 1 2 . . ."),
                coder("1 2 3 3 2 2 4 1 2 5 . 3"),
                coder(". 3 3 3 2 3 4 2 2 5 1 ."),
                coder("1 2 3 3 2 4 4 1 2 5 1 .")));

        // Krippendorff 2011 prints 0.743 and 0.849.
        assertThat(example.alphaNominal()).isCloseTo(0.743, within(0.0005));
        assertThat(example.alphaInterval()).isCloseTo(0.849, within(0.0005));
        assertThat(example.pi()).isNull();
    }

    @Test
    void piAndKappaDifferInWhatChanceIs() {
        CoderAgreement coders = new CoderAgreement(List.of(coder("1 1 2 2"), coder("1 2 2 2")));

        // Observed 0.75; chance (3² + 5²) / 8² and (2 · 1 + 2 · 3) / 4².
        assertThat(coders.pi()).isCloseTo((0.75 - 34 / 64.0) / (30 / 64.0), within(1e-12));
        assertThat(coders.kappa()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void kappaTakesChanceOff() {
        CohenKappa kappa = new CohenKappa(List.of("y", "n", "y", "y"), List.of("y", "n", "n", "y"));

        assertThat(kappa.observed()).isEqualTo(0.75);
        assertThat(kappa.plain()).isCloseTo(0.5, within(1e-12));
    }

    @Test
    void weightsForgiveNearMisses() {
        CohenKappa kappa = new CohenKappa(List.of(1, 2, 3, 3, 2, 1), List.of(1, 2, 3, 2, 2, 1));

        assertThat(kappa.linear()).isCloseTo(0.8, within(1e-12));
        assertThat(kappa.quadratic()).isCloseTo(6 / 7.0, within(1e-12));
    }

    @Test
    void oneCategoryProvesNothing() {
        assertThat(new CohenKappa(List.of(1, 1), List.of(1, 1)).plain()).isNull();
        assertThat(new CoderAgreement(List.of(coder("1 1"), coder("1 1"))).alphaNominal())
                .isNull();
    }

    @Test
    void ratingsMustBelongTogether() {
        assertThatThrownBy(() -> new CohenKappa(List.of(1), List.of(1, 2))).hasMessage("Unpaired ratings: 1 and 2");
    }

    private static List<@Nullable Double> coder(String ratings) {
        List<@Nullable Double> coder = new ArrayList<>();
        Arrays.stream(ratings.split(" ", -1))
                .forEach(rating -> coder.add(rating.equals(".") ? null : Double.valueOf(rating)));
        return coder;
    }
}
