package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.notes.evidence.ProperNames;
import io.linernotes.enrichment.notes.evidence.Words;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.metric.summary.Rouge;
import io.linernotes.evaluation.metric.text.TextNormalizer;
import io.linernotes.evaluation.metric.text.WordErrors;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The paragraph that a run wrote against a summary by a person. */
final class SummaryScorer {
    private static final String STEP = "summary";
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    private static final List<String> METRICS = List.of("rouge_1", "rouge_2", "rouge_lsum", "summary_similarity");

    private SummaryScorer() {}

    static List<Score> score(GoldItem gold, EpisodeOutput output, Likeness likeness) {
        String reference = gold.summary();
        if (reference == null) {
            return List.of();
        }
        ScoreSheet sheet = new ScoreSheet(gold, STEP);
        Optional<Summary> paragraph = output.summaries() == null
                ? Optional.empty()
                : output.summaries().stream()
                        .filter(summary -> summary.kind() == SummaryKind.PARAGRAPH)
                        .findFirst();
        if (!"en".equals(gold.language())) {
            METRICS.forEach(
                    metric -> sheet.undefined(metric, "Stems of words and vectors of sentences are for English."));
        } else if (paragraph.isEmpty()) {
            METRICS.forEach(metric -> sheet.undefined(metric, "The run wrote no summary paragraph."));
        } else {
            String text = paragraph.get().text();
            rouge(sheet, sentences(reference), sentences(text));
            similarity(sheet, sentences(reference), sentences(text), likeness);
            numbers(sheet, output, text);
            names(sheet, gold, output, text);
        }
        claims(sheet, output);
        return sheet.scores();
    }

    private static void rouge(ScoreSheet sheet, String reference, String hypothesis) {
        Rouge rouge = new Rouge(true);
        long words = reference.split("\\s+", -1).length;
        sheet.value("rouge_1", rouge.runs(reference, hypothesis, 1).f1(), words);
        sheet.value("rouge_2", rouge.runs(reference, hypothesis, 2).f1(), words);
        sheet.value("rouge_lsum", rouge.lcsOfSentences(reference, hypothesis).f1(), words);
    }

    private static void similarity(ScoreSheet sheet, String reference, String hypothesis, Likeness likeness) {
        List<String> expected = reference.lines().toList();
        List<String> actual = hypothesis.lines().toList();
        sheet.value("summary_similarity", likeness.sentences(expected, actual).f1(), expected.size());
    }

    /** Of all summaries: what a reader may take for a fact. */
    private static void claims(ScoreSheet sheet, EpisodeOutput output) {
        if (output.summaries() == null) {
            sheet.undefined("unsupported_claims", "The run wrote no summaries.");
            return;
        }
        List<Claim> claims = output.summaries().stream()
                .flatMap(summary -> summary.claims().stream())
                .toList();
        long unsupported =
                claims.stream().filter(claim -> !claim.grounding().isVerified()).count();
        sheet.ratio("unsupported_claims", unsupported, claims.size(), "The summaries claim nothing.");
    }

    /** A name that nobody says; who speaks and what the recording is called are known. */
    private static void names(ScoreSheet sheet, GoldItem gold, EpisodeOutput output, String summary) {
        List<String> texts = Stream.concat(
                        output.sentences().stream().map(Sentence::text),
                        Stream.concat(
                                        output.sentences().stream().map(Sentence::speaker),
                                        Stream.of(gold).flatMap(item -> Stream.of(item.title(), item.show())))
                                .filter(Objects::nonNull))
                .toList();
        Set<String> said =
                texts.stream().flatMap(text -> Words.folded(text).stream()).collect(Collectors.toSet());
        Set<String> written = new HashSet<>(new ProperNames(texts, gold.language()).in(summary));
        long unsaid = written.stream().filter(name -> !said.contains(name)).count();
        if (!written.isEmpty()) {
            sheet.ratio("unsupported_names", unsaid, written.size(), "");
        }
    }

    /** A number that nobody says is wrong, or at least nothing that the recording can vouch for. */
    private static void numbers(ScoreSheet sheet, EpisodeOutput output, String summary) {
        Set<String> said =
                numbers(output.sentences().stream().map(Sentence::text).collect(Collectors.joining(" ")));
        Set<String> written = numbers(summary);
        long unsaid = written.stream().filter(number -> !said.contains(number)).count();
        if (!written.isEmpty()) {
            sheet.ratio("unsupported_numbers", unsaid, written.size(), "");
        }
    }

    private static Set<String> numbers(String text) {
        return WordErrors.words(TextNormalizer.ENGLISH.normalize(text)).stream()
                .map(word -> NO_DIGIT.matcher(word).replaceAll(""))
                .filter(digits -> !digits.isEmpty())
                .collect(Collectors.toSet());
    }

    /** One sentence a line. */
    private static String sentences(String text) {
        return text.strip().replaceAll("(?<=[.!?])\\s+", "\n");
    }
}
