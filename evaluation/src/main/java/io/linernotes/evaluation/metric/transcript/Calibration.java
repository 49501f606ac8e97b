package io.linernotes.evaluation.metric.transcript;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Whether confidences can be believed: of the words said to be 80 % sure, 80 % should be right (M. Naeini et al., 2015;
 * C. Guo et al., 2017).
 */
public final class Calibration {
    /** scikit-learn keeps probabilities this far from 0 and 1 before it takes logarithms. */
    private static final double CLIP = 1e-15;

    private final List<Judgement> judgements = new ArrayList<>();

    /** At least one judgement; confidences from 0 to 1. */
    public Calibration(double[] confidence, boolean[] correct) {
        if (confidence.length != correct.length || confidence.length == 0) {
            throw new IllegalArgumentException("Unpaired judgements");
        }
        for (int i = 0; i < confidence.length; i++) {
            if (!(confidence[i] >= 0 && confidence[i] <= 1)) {
                throw new IllegalArgumentException("Invalid confidence: " + confidence[i]);
            }
            judgements.add(new Judgement(confidence[i], correct[i] ? 1 : 0));
        }
    }

    /** Number of judgements. */
    public int size() {
        return judgements.size();
    }

    /** Equal-width bins that hold something. {@code rightClosed}: an edge belongs to the bin below it, 0 to the first. */
    public List<Bin> bins(int count, boolean rightClosed) {
        return IntStream.range(0, count)
                .mapToObj(bin -> bin(
                        bin,
                        judgement -> rightClosed
                                ? (judgement.confidence > (double) bin / count || bin == 0)
                                        && judgement.confidence <= (bin + 1.0) / count
                                : judgement.confidence >= (double) bin / count
                                        && (judgement.confidence < (bin + 1.0) / count || bin == count - 1)))
                .filter(bin -> bin.count > 0)
                .toList();
    }

    /** Bins with the same number of judgements, as far as possible; the first ones take the rest. */
    public List<Bin> equalMassBins(int count) {
        List<Judgement> sorted = judgements.stream()
                .sorted(Comparator.comparingDouble(Judgement::confidence))
                .toList();
        List<Bin> bins = new ArrayList<>();
        int from = 0;
        for (int bin = 0; bin < count; bin++) {
            int size = sorted.size() / count + (bin < sorted.size() % count ? 1 : 0);
            if (size > 0) {
                bins.add(Bin.of(bin, sorted.subList(from, from + size)));
            }
            from += size;
        }
        return bins;
    }

    /** Mean gap between confidence and accuracy, weighted by judgements. */
    public static double expectedError(List<Bin> bins) {
        double total = bins.stream().mapToInt(Bin::count).sum();
        return bins.stream().mapToDouble(bin -> bin.count / total * bin.gap()).sum();
    }

    /** Largest gap between confidence and accuracy. */
    public static double largestError(List<Bin> bins) {
        return bins.stream().mapToDouble(Bin::gap).max().orElse(0);
    }

    /** Brier score: mean squared error. */
    public double brier() {
        return mean(judgements.stream()
                .mapToDouble(j -> (j.confidence - j.correct) * (j.confidence - j.correct))
                .sum());
    }

    /** Mean negative natural logarithm of the probability given to what was true. */
    public double logLoss() {
        return mean(judgements.stream()
                .mapToDouble(j -> {
                    double confidence = Math.min(1 - CLIP, Math.max(CLIP, j.confidence));
                    return -Math.log(j.correct == 1 ? confidence : 1 - confidence);
                })
                .sum());
    }

    /** Probability that a right word is more confident than a wrong one, ties half; null without either. */
    public @Nullable Double auroc() {
        double[] right = confidences(1);
        double[] wrong = confidences(0);
        if (right.length == 0 || wrong.length == 0) {
            return null;
        }
        double won = 0;
        int below = 0;
        int upTo = 0;
        for (double confidence : right) {
            while (below < wrong.length && wrong[below] < confidence) {
                below++;
            }
            while (upTo < wrong.length && wrong[upTo] <= confidence) {
                upTo++;
            }
            won += (below + upTo) / 2.0;
        }
        return won / right.length / wrong.length;
    }

    private double[] confidences(int correct) {
        return judgements.stream()
                .filter(j -> j.correct == correct)
                .mapToDouble(Judgement::confidence)
                .sorted()
                .toArray();
    }

    private Bin bin(int number, Predicate<Judgement> belongs) {
        return Bin.of(number, judgements.stream().filter(belongs).toList());
    }

    private double mean(double sum) {
        return sum / judgements.size();
    }

    private record Judgement(double confidence, int correct) {}

    /** @param accuracy share of right judgements */
    public record Bin(int number, int count, double meanConfidence, double accuracy) {
        private static Bin of(int number, List<Judgement> judgements) {
            int count = judgements.size();
            double confidence =
                    judgements.stream().mapToDouble(Judgement::confidence).sum();
            double correct = judgements.stream().mapToInt(Judgement::correct).sum();
            return new Bin(number, count, confidence / count, correct / count);
        }

        double gap() {
            return Math.abs(accuracy - meanConfidence);
        }
    }
}
