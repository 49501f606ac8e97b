package io.linernotes.evaluation.metric.agreement;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.DoubleBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Agreement of any number of coders beyond chance. Values are null when chance agrees always, or when nothing was rated
 * twice.
 */
public final class CoderAgreement {
    private final List<List<@Nullable Double>> ratings;

    /** Ratings [coders][things], null where a coder did not rate; nominal categories need any distinct numbers. */
    public CoderAgreement(List<List<@Nullable Double>> ratings) {
        this.ratings = ratings;
        if (ratings.size() < 2 || ratings.stream().map(List::size).distinct().count() != 1) {
            throw new IllegalArgumentException("Agreement needs two coders who saw the same things");
        }
    }

    /** Krippendorff's alpha for categories (K. Krippendorff, 2011). Things that were rated once do not count. */
    public @Nullable Double alphaNominal() {
        return alpha((a, b) -> a == b ? 0 : 1);
    }

    /** Krippendorff's alpha for numbers. */
    public @Nullable Double alphaInterval() {
        return alpha((a, b) -> (a - b) * (a - b));
    }

    private @Nullable Double alpha(DoubleBinaryOperator distance) {
        List<Double> all = new ArrayList<>();
        double observed = 0;
        for (int thing = 0; thing < ratings.get(0).size(); thing++) {
            List<Double> given = ratings(thing);
            if (given.size() > 1) {
                all.addAll(given);
                observed += pairs(given, distance) / (given.size() - 1);
            }
        }
        double chance = all.size() < 2 ? 0 : pairs(all, distance) / (all.size() - 1);
        return chance == 0 ? null : 1 - observed / chance;
    }

    /** Scott's pi for many coders: chance uses the categories of all together. Ratings must be complete. */
    public @Nullable Double pi() {
        Map<Double, Double> shares = new HashMap<>();
        ratings.forEach(
                coder -> shares(coder).forEach((category, share) -> shares.merge(category, share, Double::sum)));
        double chance = shares.values().stream()
                .mapToDouble(share -> share / ratings.size())
                .map(share -> share * share)
                .sum();
        return beyond(chance);
    }

    /** Cohen's kappa for many coders (M. Davies and J. Fleiss, 1982): chance uses each one's own categories. */
    public @Nullable Double kappa() {
        double chance = 0;
        for (int i = 0; i < ratings.size(); i++) {
            for (int j = i + 1; j < ratings.size(); j++) {
                Map<Double, Double> second = shares(ratings.get(j));
                chance += shares(ratings.get(i)).entrySet().stream()
                        .mapToDouble(entry -> entry.getValue() * second.getOrDefault(entry.getKey(), 0.0))
                        .sum();
            }
        }
        return beyond(chance / (ratings.size() * (ratings.size() - 1) / 2.0));
    }

    private @Nullable Double beyond(double chance) {
        if (ratings.stream().flatMap(List::stream).anyMatch(Objects::isNull)) {
            return null;
        }
        double agreed = 0;
        for (int thing = 0; thing < ratings.get(0).size(); thing++) {
            List<Double> given = ratings(thing);
            agreed += 1 - pairs(given, (a, b) -> a == b ? 0 : 1) / (given.size() * (given.size() - 1.0));
        }
        double observed = agreed / ratings.get(0).size();
        return chance >= 1 ? null : (observed - chance) / (1 - chance);
    }

    private static Map<Double, Double> shares(List<@Nullable Double> coder) {
        Map<Double, Double> shares = new HashMap<>();
        coder.stream()
                .filter(Objects::nonNull)
                .forEach(category -> shares.merge(category, 1.0 / coder.size(), Double::sum));
        return shares;
    }

    private List<Double> ratings(int thing) {
        List<Double> given = new ArrayList<>();
        for (List<@Nullable Double> coder : ratings) {
            Double rating = coder.get(thing);
            if (rating != null) {
                given.add(rating);
            }
        }
        return given;
    }

    /** Sum of distances over ordered pairs of different ratings. */
    private static double pairs(List<Double> values, DoubleBinaryOperator distance) {
        double sum = 0;
        for (int i = 0; i < values.size(); i++) {
            for (int j = 0; j < values.size(); j++) {
                sum += i == j ? 0 : distance.applyAsDouble(values.get(i), values.get(j));
            }
        }
        return sum;
    }
}
