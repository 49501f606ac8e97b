package io.linernotes.evaluation.score;

import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.metric.summary.Rouge;
import io.linernotes.evaluation.metric.text.TextNormalizer;
import io.linernotes.evaluation.metric.text.WordErrors;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The paragraph that a run wrote against a summary by a person. */
final class SummaryScorer {
    private static final String STEP = "summary";
    private static final Pattern NO_DIGIT = Pattern.compile("[^0-9]");
    private static final List<String> METRICS = List.of("rouge_1", "rouge_2", "rouge_lsum");

    private SummaryScorer() {}

    static List<Score> score(GoldItem gold, EpisodeOutput output) {
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
            METRICS.forEach(metric -> sheet.undefined(metric, "ROUGE with stems is for English."));
        } else if (paragraph.isEmpty()) {
            METRICS.forEach(metric -> sheet.undefined(metric, "The run wrote no summary paragraph."));
        } else {
            rouge(sheet, sentences(reference), sentences(paragraph.get().text()));
            numbers(sheet, output, paragraph.get().text());
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
