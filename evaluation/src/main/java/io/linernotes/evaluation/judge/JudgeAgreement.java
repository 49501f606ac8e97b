package io.linernotes.evaluation.judge;

import io.linernotes.evaluation.gold.ClaimVerdict;
import io.linernotes.evaluation.metric.agreement.CoderAgreement;
import io.linernotes.evaluation.metric.agreement.CohenKappa;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a judge agrees with people on claims that both judged, from {@code UNSUPPORTED} to {@code SUPPORTED}.
 *
 * @param claims that both judged
 * @param unanswered claims that people judged and the judge did not: never taken for agreement
 * @param observed share of equal verdicts; null without claims
 * @param kappa Cohen's, quadratic weights; null without claims, or when both use one and the same verdict
 * @param alpha Krippendorff's, verdicts as numbers; null likewise
 */
public record JudgeAgreement(
        int claims,
        int unanswered,
        @Nullable Double observed,
        @Nullable Double kappa,
        @Nullable Double alpha) {
    /** Fewer labels do not tell a good judge from a lucky one. */
    public static final int CLAIMS_NEEDED = 60;

    public static final double KAPPA_NEEDED = 0.6;
    public static final double ALPHA_NEEDED = 0.667;

    /** Compares verdicts on the same claims, in the same order. */
    public static JudgeAgreement of(List<ClaimVerdict> people, List<ClaimVerdict> judge, int unanswered) {
        if (people.isEmpty()) {
            return new JudgeAgreement(0, unanswered, null, null, null);
        }
        CohenKappa kappa = new CohenKappa(people, judge);
        CoderAgreement alpha = new CoderAgreement(List.of(numbers(people), numbers(judge)));
        return new JudgeAgreement(
                people.size(), unanswered, kappa.observed(), kappa.quadratic(), alpha.alphaInterval());
    }

    /** For people. */
    public String sentence() {
        String compared = claims == 0
                ? "the judge has not been compared with people"
                : "on %d claims the judge agrees with people in %.0f %%, kappa %s, alpha %s"
                        .formatted(claims, 100 * Objects.requireNonNull(observed), text(kappa), text(alpha));
        String missing = unanswered == 0 ? "" : ", %d more it did not answer".formatted(unanswered);
        return "%s%s; %s %d claims, kappa %s and alpha %s."
                .formatted(
                        compared,
                        missing,
                        isEnough() ? "that is enough, which is" : "needed are",
                        CLAIMS_NEEDED,
                        KAPPA_NEEDED,
                        ALPHA_NEEDED);
    }

    private static String text(@Nullable Double value) {
        return value == null ? "undefined" : String.format(Locale.ROOT, "%.2f", value);
    }

    /** Whether what the judge says may stop a release. */
    public boolean isEnough() {
        return claims >= CLAIMS_NEEDED
                && kappa != null
                && kappa >= KAPPA_NEEDED
                && alpha != null
                && alpha >= ALPHA_NEEDED;
    }

    private static List<@Nullable Double> numbers(List<ClaimVerdict> verdicts) {
        return verdicts.stream()
                .<@Nullable Double>map(verdict -> verdict.support())
                .toList();
    }
}
