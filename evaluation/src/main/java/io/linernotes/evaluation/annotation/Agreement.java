package io.linernotes.evaluation.annotation;

import io.linernotes.evaluation.metric.agreement.CoderAgreement;
import io.linernotes.evaluation.metric.agreement.CohenKappa;
import io.linernotes.evaluation.metric.chapter.Segmentation;
import io.linernotes.evaluation.metric.chapter.SegmentationAgreement;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How far annotators agree on one kind of rows, before anybody decides between them.
 *
 * @param what a kind of rows, or boundaries
 * @param n rows that at least two labelled; episodes for boundaries
 * @param observed share of pairs of verdicts that are equal, 0 to 1, or boundary similarity; null when {@code n} is 0
 * @param kappa beyond chance: Cohen's with quadratic weights for two annotators; for boundaries that of
 *     {@link SegmentationAgreement}; null when it is not defined
 * @param alpha Krippendorff's for verdicts in their order; null when it is not defined
 */
public record Agreement(
        String what,
        int n,
        @Nullable Double observed,
        @Nullable Double kappa,
        @Nullable Double alpha) {

    /** By kind, then over chapter starts. Verdicts count, not how something is corrected. */
    static List<Agreement> of(Labels labels) {
        List<Agreement> agreements = new ArrayList<>();
        for (RowKind kind : RowKind.values()) {
            List<Map<String, Answer>> rated = labels.asked().stream()
                    .filter(row -> row.kind() == kind)
                    .map(labels::answers)
                    .filter(answers -> answers.size() > 1)
                    .toList();
            agreements.add(verdicts(kind, rated, labels.annotators()));
        }
        agreements.add(boundaries(labels));
        return agreements;
    }

    private static Agreement verdicts(RowKind kind, List<Map<String, Answer>> rated, List<String> annotators) {
        if (rated.isEmpty()) {
            return new Agreement(plural(kind), 0, null, null, null);
        }
        long pairs = 0;
        long equal = 0;
        for (Map<String, Answer> row : rated) {
            List<Integer> ratings = row.values().stream().map(Answer::rating).toList();
            for (int i = 0; i < ratings.size(); i++) {
                for (int j = i + 1; j < ratings.size(); j++) {
                    pairs++;
                    equal += ratings.get(i).equals(ratings.get(j)) ? 1 : 0;
                }
            }
        }
        List<List<@Nullable Double>> ratings = new ArrayList<>();
        for (String annotator : annotators) {
            List<@Nullable Double> own = new ArrayList<>();
            rated.forEach(row -> own.add(row.containsKey(annotator) ? rating(row, annotator) : null));
            ratings.add(own);
        }
        Double kappa = annotators.size() == 2
                ? new CohenKappa(present(ratings.get(0)), present(ratings.get(1))).quadratic()
                : null;
        Double alpha = new CoderAgreement(ratings).alphaInterval();
        return new Agreement(plural(kind), rated.size(), (double) equal / pairs, kappa, alpha);
    }

    private static String plural(RowKind kind) {
        return kind == RowKind.SUMMARY ? "summaries" : kind + "s";
    }

    private static double rating(Map<String, Answer> row, String annotator) {
        return Objects.requireNonNull(row.get(annotator)).rating();
    }

    private static List<Double> present(List<@Nullable Double> ratings) {
        return ratings.stream().map(Objects::requireNonNull).toList();
    }

    /** Each episode is a text of its own; the mean is over those that two annotators completed. */
    private static Agreement boundaries(Labels labels) {
        List<SegmentationAgreement> texts = new ArrayList<>();
        for (NotedEpisode episode : labels.episodes()) {
            List<Segmentation> people = labels.sheets().stream()
                    .map(sheet -> labels.places(sheet, episode))
                    .filter(Objects::nonNull)
                    .map(places -> segmentation(episode, places))
                    .toList();
            if (people.size() > 1 && episode.sentences().size() > 1) {
                texts.add(SegmentationAgreement.of(people));
            }
        }
        return new Agreement(
                "chapter starts",
                texts.size(),
                mean(texts.stream().map(SegmentationAgreement::observed).toList()),
                mean(texts.stream().map(SegmentationAgreement::kappa).toList()),
                null);
    }

    private static Segmentation segmentation(NotedEpisode episode, Set<Integer> places) {
        BitSet gaps = new BitSet();
        places.stream().filter(place -> place > 0).forEach(place -> gaps.set(place - 1));
        return Segmentation.ofGaps(episode.sentences().size(), gaps);
    }

    private static @Nullable Double mean(List<@Nullable Double> values) {
        List<Double> known = values.stream().filter(Objects::nonNull).toList();
        return known.isEmpty()
                ? null
                : known.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
