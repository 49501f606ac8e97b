package io.linernotes.evaluation.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.evaluation.metric.summary.EntailmentScore;
import io.linernotes.evaluation.metric.summary.EntailmentScore.Evidence;
import io.linernotes.evaluation.metric.summary.EntailmentScore.Pick;
import io.linernotes.evaluation.metric.summary.GreedyMatch;
import io.linernotes.evaluation.metric.summary.PrecisionRecall;
import io.linernotes.evaluation.metric.summary.Rouge;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Summaries against summaries and sources. */
final class SummaryVectors {
    private static final List<String> KINDS = List.of("rouge1", "rouge2", "rougeL", "rougeLsum");

    private SummaryVectors() {}

    static Map<String, VectorSuite> suites() {
        return Map.of(
                "rouge", VectorSuite.perCase(SummaryVectors::rouge),
                "real-data-rouge", SummaryVectors::realData,
                "embedding-greedy-match", VectorSuite.perCase(SummaryVectors::greedyMatch),
                "faithfulness-summac-zs", VectorSuite.perCase(SummaryVectors::entailment));
    }

    private static Map<String, @Nullable Object> rouge(JsonNode vector) {
        String reference = vector.path("reference").textValue();
        String hypothesis = vector.path("hypothesis").textValue();
        return Numbers.map(
                "stem", rouge(new Rouge(true), reference, hypothesis),
                "no_stem", rouge(new Rouge(false), reference, hypothesis));
    }

    private static Map<String, @Nullable Object> rouge(Rouge rouge, String reference, String hypothesis) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String kind : KINDS) {
            PrecisionRecall value = score(rouge, kind, reference, hypothesis);
            values.put(kind, Numbers.map("p", value.precision(), "r", value.recall(), "f", value.f1()));
        }
        return values;
    }

    private static PrecisionRecall score(Rouge rouge, String kind, String reference, String hypothesis) {
        return switch (kind) {
            case "rouge1" -> rouge.runs(reference, hypothesis, 1);
            case "rouge2" -> rouge.runs(reference, hypothesis, 2);
            case "rougeL" -> rouge.lcs(reference, hypothesis);
            default -> rouge.lcsOfSentences(reference, hypothesis);
        };
    }

    private static List<VectorSuite.Check> realData(VectorFile file) {
        JsonNode root = file.root();
        JsonNode expected = new JsonMapper()
                .valueToTree(Numbers.map(
                        "n_pairs", root.path("n_pairs"),
                        "mean_f", root.path("expected_mean_f"),
                        "first", root.path("expected_first_10")));
        return List.of(new VectorSuite.Check(
                "all pairs",
                expected,
                () -> means(file, root.path("expected_first_10").size())));
    }

    private static Map<String, @Nullable Object> means(VectorFile file, int shown) throws IOException {
        JsonNode files = file.root().path("files");
        List<String> references = file.lines(files.path("reference").textValue());
        List<String> hypotheses = file.lines(files.path("prediction").textValue());
        Rouge rouge = new Rouge(true);
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        Map<String, Double> sums = new LinkedHashMap<>();
        for (int i = 0; i < references.size(); i++) {
            if (references.get(i).isBlank()) {
                continue;
            }
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (String kind : KINDS) {
                double f1 = score(rouge, kind, sentences(references.get(i)), sentences(hypotheses.get(i)))
                        .f1();
                row.put(kind, f1);
                sums.merge(kind, f1, Double::sum);
            }
            rows.add(row);
        }
        Map<String, @Nullable Object> means = new LinkedHashMap<>();
        sums.forEach((kind, sum) -> means.put(kind, sum / rows.size()));
        return Numbers.map("n_pairs", rows.size(), "mean_f", means, "first", rows.subList(0, shown));
    }

    /** One sentence a line, in text that has a space before its full stops. */
    private static String sentences(String line) {
        return line.replaceAll("(?<= [.!?]) ", "\n");
    }

    private static Map<String, @Nullable Object> greedyMatch(JsonNode vector) {
        PrecisionRecall match = GreedyMatch.of(
                Numbers.matrix(vector.path("reference_vectors")),
                Numbers.doubles(vector.path("reference_idf")),
                Numbers.matrix(vector.path("hypothesis_vectors")),
                Numbers.doubles(vector.path("hypothesis_idf")));
        double baseline = vector.path("baseline").asDouble(0);
        return Numbers.map(
                "precision", match.precision(),
                "recall", match.recall(),
                "f1", match.f1(),
                "rescaled_f1", GreedyMatch.rescaled(match.f1(), baseline));
    }

    private static Map<String, @Nullable Object> entailment(JsonNode vector) {
        boolean entailed = vector.path("use_entailment").booleanValue();
        boolean contradicted = vector.path("use_contradiction").booleanValue();
        EntailmentScore score = EntailmentScore.of(
                Numbers.matrix(vector.path("entailment")),
                Numbers.matrix(vector.path("contradiction")),
                pick(vector.path("op_over_document")),
                pick(vector.path("op_over_summary")),
                entailed && contradicted ? Evidence.BOTH : entailed ? Evidence.ENTAILMENT : Evidence.CONTRADICTION);
        return Numbers.map("sentence_scores", score.sentences(), "score", score.score());
    }

    private static Pick pick(JsonNode name) {
        return Pick.valueOf(name.textValue().toUpperCase(Locale.ROOT));
    }
}
