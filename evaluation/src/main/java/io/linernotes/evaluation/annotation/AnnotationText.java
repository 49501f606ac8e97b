package io.linernotes.evaluation.annotation;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What people read of their sheets. */
final class AnnotationText {
    private AnnotationText() {}

    static String of(Annotations annotations) {
        StringBuilder text = new StringBuilder();
        text.append("Annotators: %s. Nobody labelled %d of %d rows.%n"
                .formatted(String.join(", ", annotations.annotators()), annotations.unlabelled(), annotations.rows()));
        if (!annotations.agreement().isEmpty()) {
            text.append("%n  %-15s %5s %9s %9s %9s%n".formatted("agreement", "n", "observed", "kappa", "alpha"));
            annotations
                    .agreement()
                    .forEach(agreement -> text.append("  %-15s %5d %9s %9s %9s%n"
                            .formatted(
                                    agreement.what(),
                                    agreement.n(),
                                    number(agreement.observed()),
                                    number(agreement.kappa()),
                                    number(agreement.alpha()))));
            text.append(
                            "%n  n: rows that two people labelled; for chapter starts, episodes, and boundary similarity by%n"
                                    .formatted())
                    .append("  sentence as observed. Kappa by Cohen with quadratic weights, for two people; alpha by%n"
                            .formatted())
                    .append("  Krippendorff. Before anybody decides between them.%n".formatted());
        }
        return text.toString();
    }

    private static String number(@Nullable Double value) {
        return value == null ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }
}
