package io.linernotes.evaluation.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.evaluation.metric.agreement.CoderAgreement;
import io.linernotes.evaluation.metric.agreement.CohenKappa;
import io.linernotes.evaluation.metric.topic.LabelScores;
import io.linernotes.evaluation.metric.topic.LabelScores.Counts;
import io.linernotes.evaluation.metric.topic.LabelScores.LabelledItem;
import io.linernotes.evaluation.metric.topic.Ranking;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Labels, rankings and people. */
final class AgreementVectors {
    private AgreementVectors() {}

    static Map<String, VectorSuite> suites() {
        return Map.of(
                "topics-prf", VectorSuite.perCase(AgreementVectors::labels),
                "ranking-ndcg", VectorSuite.perCase(AgreementVectors::ranking),
                "agreement-cohen-kappa", VectorSuite.perCase(AgreementVectors::cohen),
                "agreement-krippendorff", VectorSuite.perCase(AgreementVectors::coders));
    }

    private static Map<String, @Nullable Object> labels(JsonNode vector) {
        List<LabelledItem> items = new ArrayList<>();
        for (JsonNode item : vector.path("items")) {
            items.add(new LabelledItem(texts(item.path("reference")), texts(item.path("hypothesis"))));
        }
        LabelScores scores = new LabelScores(texts(vector.path("labels")), items);
        Counts micro = scores.micro();
        return Numbers.map(
                "micro", rates(measure -> measure.applyAsDouble(micro)),
                "macro", rates(scores::macro),
                "weighted", rates(scores::weighted),
                "samples", rates(scores::perItem),
                "subset_accuracy", scores.exactShare(),
                "hamming_loss", scores.hammingLoss());
    }

    private static Map<String, @Nullable Object> rates(Function<ToDoubleFunction<Counts>, Double> average) {
        return Numbers.map(
                "precision", average.apply(Counts::precision),
                "recall", average.apply(Counts::recall),
                "f1", average.apply(Counts::f1));
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new HashSet<>();
        array.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    private static Map<String, @Nullable Object> ranking(JsonNode vector) {
        double[] relevance = Numbers.doubles(vector.path("relevance"));
        Ranking ranking = new Ranking(relevance, Numbers.doubles(vector.path("scores")));
        Map<String, @Nullable Object> values =
                Numbers.map("average_precision", ranking.averagePrecision(), "mrr", ranking.reciprocalRank());
        for (Map.Entry<String, JsonNode> field : vector.path("expected").properties()) {
            String name = field.getKey();
            int at = name.indexOf('@');
            if (at > 0) {
                String depth = name.substring(at + 1);
                int k = depth.equals("all") ? relevance.length : Integer.parseInt(depth);
                values.put(name, atDepth(ranking, name.substring(0, at), k));
            }
        }
        return values;
    }

    private static double atDepth(Ranking ranking, String measure, int k) {
        return switch (measure) {
            case "ndcg_linear" -> ranking.ndcg(k);
            case "ndcg_exp" -> ranking.ndcgExponential(k);
            case "precision" -> ranking.precision(k);
            case "recall" -> ranking.recall(k);
            default -> throw new IllegalArgumentException("unknown measure " + measure);
        };
    }

    private static Map<String, @Nullable Object> cohen(JsonNode vector) {
        boolean numbers = vector.path("rater_a").path(0).isNumber();
        CohenKappa kappa = numbers ? cohen(vector, JsonNode::doubleValue) : cohen(vector, JsonNode::asText);
        return Numbers.map(
                "cohen_kappa", kappa.plain(),
                "observed", kappa.observed(),
                "kappa_linear", kappa.linear(),
                "kappa_quadratic", kappa.quadratic());
    }

    private static <T extends Comparable<? super T>> CohenKappa cohen(JsonNode vector, Function<JsonNode, T> value) {
        return new CohenKappa(ratings(vector.path("rater_a"), value), ratings(vector.path("rater_b"), value));
    }

    private static <T> List<T> ratings(JsonNode array, Function<JsonNode, T> value) {
        return StreamSupport.stream(array.spliterator(), false).map(value).toList();
    }

    private static Map<String, @Nullable Object> coders(JsonNode vector) {
        List<List<@Nullable Double>> ratings = new ArrayList<>();
        for (JsonNode coder : vector.path("ratings_by_coder")) {
            List<@Nullable Double> given = new ArrayList<>();
            coder.forEach(rating -> given.add(rating.isNull() ? null : rating.doubleValue()));
            ratings.add(given);
        }
        CoderAgreement agreement = new CoderAgreement(ratings);
        return Numbers.map(
                "alpha_nominal", agreement.alphaNominal(),
                "alpha_interval", agreement.alphaInterval(),
                "nltk_alpha_nominal", agreement.alphaNominal(),
                "nltk_alpha_interval", agreement.alphaInterval(),
                "nltk_pi", agreement.pi(),
                "nltk_multi_kappa", agreement.kappa());
    }
}
