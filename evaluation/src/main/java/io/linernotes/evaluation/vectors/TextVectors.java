package io.linernotes.evaluation.vectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.evaluation.metric.text.CharacterErrors;
import io.linernotes.evaluation.metric.text.TextNormalizer;
import io.linernotes.evaluation.metric.text.WordErrors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Words against words. */
final class TextVectors {
    private TextVectors() {}

    static Map<String, VectorSuite> suites() {
        return Map.of(
                "normalizer-whisper", VectorSuite.perCase(TextVectors::withoutInput, TextVectors::normalized),
                "wer-cer", VectorSuite.perCase(TextVectors::errorRates),
                "real-data-wer", TextVectors::realData);
    }

    private static JsonNode withoutInput(JsonNode vector) {
        return ((ObjectNode) vector.deepCopy()).without("input");
    }

    private static Map<String, @Nullable Object> normalized(JsonNode vector) {
        String input = vector.path("input").textValue();
        return Numbers.map(
                "english", TextNormalizer.ENGLISH.normalize(input),
                "basic", TextNormalizer.BASIC.normalize(input),
                "basic_remove_diacritics", TextNormalizer.BASIC_WITHOUT_DIACRITICS.normalize(input),
                "basic_split_letters", TextNormalizer.BASIC_LETTERS.normalize(input));
    }

    private static Map<String, @Nullable Object> errorRates(JsonNode vector) {
        TextNormalizer normalizer = normalizer(vector.path("normalizer").asText("null"));
        List<String> references = texts(vector.path("reference"));
        List<String> hypotheses = texts(vector.path("hypothesis"));
        WordErrors words = WordErrors.NONE;
        CharacterErrors characters = CharacterErrors.NONE;
        for (int i = 0; i < references.size(); i++) {
            String reference = normalizer.normalize(references.get(i));
            String hypothesis = normalizer.normalize(hypotheses.get(i));
            words = words.plus(WordErrors.of(reference, hypothesis));
            characters = characters.plus(CharacterErrors.of(reference, hypothesis));
        }
        long errors = words.counts().errors();
        return Numbers.map(
                // Without reference words jiwer answers with counts where there is no rate.
                "wer", Objects.requireNonNullElse(words.wer(), (double) errors),
                "mer", Objects.requireNonNullElse(words.mer(), errors == 0 ? 0.0 : 1.0),
                "cer", Objects.requireNonNullElse(characters.cer(), (double) characters.errors()),
                "errors", errors,
                "ref_words", words.counts().referenceLength(),
                "hyp_words", words.counts().hypothesisLength(),
                "char_errors", characters.errors(),
                "ref_chars", characters.referenceCharacters());
    }

    private static TextNormalizer normalizer(String name) {
        return switch (name) {
            case "null" -> TextNormalizer.NONE;
            case "whisper-english" -> TextNormalizer.ENGLISH;
            case "whisper-basic" -> TextNormalizer.BASIC;
            default -> throw new IllegalArgumentException("unknown normalizer " + name);
        };
    }

    private static List<String> texts(JsonNode textOrTexts) {
        List<String> texts = new ArrayList<>();
        if (textOrTexts.isTextual()) {
            texts.add(textOrTexts.textValue());
        }
        textOrTexts.forEach(text -> texts.add(text.textValue()));
        return texts;
    }

    private static List<VectorSuite.Check> realData(VectorFile file) {
        Map<String, String> normalized = new HashMap<>();
        Map<String, WordErrors> corpus = new LinkedHashMap<>();
        List<VectorSuite.Check> checks = new ArrayList<>();
        for (JsonNode vector : file.root().path("cases")) {
            String system = vector.path("system").textValue();
            String name = "%s, %s".formatted(vector.path("id").textValue(), system);
            checks.add(new VectorSuite.Check(name, vector.path("expected"), () -> {
                WordErrors errors = WordErrors.of(
                        normalizedFile(file, vector.path("reference_file").textValue(), normalized),
                        normalizedFile(file, vector.path("hypothesis_file").textValue(), normalized));
                corpus.merge(system, errors, WordErrors::plus);
                return wordCounts(errors);
            }));
        }
        // After the cases: they fill the corpus.
        file.root()
                .path("corpus_level")
                .properties()
                .forEach(system -> checks.add(new VectorSuite.Check(
                        "corpus, " + system.getKey(),
                        system.getValue(),
                        // A key may say more than the system's name.
                        () -> wordCounts(corpus.entrySet().stream()
                                .filter(sum -> system.getKey().startsWith(sum.getKey()))
                                .map(Map.Entry::getValue)
                                .findFirst()
                                .orElse(WordErrors.NONE)))));
        return checks;
    }

    private static Map<String, @Nullable Object> wordCounts(WordErrors errors) {
        return Numbers.map(
                "wer", errors.wer(),
                "errors", errors.counts().errors(),
                "ref_words", errors.counts().referenceLength(),
                "hyp_words", errors.counts().hypothesisLength());
    }

    private static String normalizedFile(VectorFile file, String name, Map<String, String> known) throws IOException {
        String text = known.get(name);
        if (text == null) {
            text = TextNormalizer.ENGLISH.normalize(text(name, file.lines(name)));
            known.put(name, text);
        }
        return text;
    }

    /** Tokens of a {@code .nlp} file (first column, after the header) or a {@code .ctm} file (fifth field). */
    private static String text(String name, List<String> lines) {
        if (name.endsWith(".nlp")) {
            return lines.stream()
                    .skip(1)
                    .filter(line -> !line.isEmpty())
                    .map(line -> line.split("\\|", 2)[0])
                    .collect(Collectors.joining(" "));
        }
        return lines.stream().map(line -> line.strip().split("\\s+", 6)[4]).collect(Collectors.joining(" "));
    }
}
