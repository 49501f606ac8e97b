package io.linernotes.evaluation.report;

import io.linernotes.evaluation.gold.ClaimVerdict;
import io.linernotes.evaluation.judge.Judgement;
import io.linernotes.evaluation.judge.Opinion;
import io.linernotes.evaluation.judge.PointVerdict;
import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.run.Judging;
import io.linernotes.evaluation.run.RunEvaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a judge says of a run, and what that is worth. */
final class JudgeViews {
    private static final int SHOWN = 20;

    private JudgeViews() {}

    static String words(RunEvaluation run) {
        Judging judging = run.judging();
        if (judging == null) {
            return "No language model judged these summaries.";
        }
        List<Judgement> judgements = judgements(run).toList();
        int questions = judgements.stream().mapToInt(Judgement::questions).sum();
        int unparsed = judgements.stream().mapToInt(Judgement::unparsed).sum();
        long unanswered = judgements.stream()
                .flatMap(judgement -> Stream.concat(judgement.claims().stream(), judgement.points().stream()))
                .filter(opinion -> opinion.verdict() == null)
                .count();
        String agreement = judging.agreement().sentence();
        return "%s judged claims and points with the prompt %s (%s…), everything twice in opposite orders; the worse verdict counts. %s of %s could not be read, and %s no verdict. %s%s"
                .formatted(
                        judging.model(),
                        judging.prompt(),
                        judging.promptSha256().substring(0, 12),
                        Wording.count(unparsed),
                        Wording.count(questions, "answer"),
                        unanswered == 1 ? "1 claim or point has" : Wording.count(unanswered) + " claims or points have",
                        agreement.substring(0, 1).toUpperCase(Locale.ROOT),
                        agreement.substring(1));
    }

    static List<DataTable> tables(RunEvaluation run) {
        List<DataTable> tables = new ArrayList<>();
        List<List<Cell>> claims = rows(run, Judgement::claims, ClaimVerdict.SUPPORTED);
        if (!claims.isEmpty()) {
            tables.add(DataTable.of(
                    "judge-claims",
                    "Claims that the judge does not find supported",
                    "The first twenty; all are in judgements.csv.",
                    DataTable.columns("Recording", "Claim", "Verdict", "Why"),
                    claims));
        }
        List<List<Cell>> points = rows(run, Judgement::points, PointVerdict.COVERED);
        if (!points.isEmpty()) {
            tables.add(DataTable.of(
                    "judge-points",
                    "Points that the judge misses in the notes",
                    "The first twenty; all are in judgements.csv.",
                    DataTable.columns("Recording", "Point", "Verdict", "Why"),
                    points));
        }
        return tables;
    }

    private static <V extends Enum<V>> List<List<Cell>> rows(
            RunEvaluation run, Function<Judgement, List<Opinion<V>>> opinions, V good) {
        return run.items().stream()
                .filter(item -> item.judgement() != null)
                .flatMap(item -> opinions.apply(Objects.requireNonNull(item.judgement())).stream()
                        .filter(opinion -> opinion.verdict() != null && opinion.verdict() != good)
                        .map(opinion -> row(item, opinion)))
                .limit(SHOWN)
                .toList();
    }

    private static List<Cell> row(ItemEvaluation item, Opinion<?> opinion) {
        String verdict = Objects.requireNonNull(opinion.verdict()).name().toLowerCase(Locale.ROOT);
        return List.of(
                Cell.text(item.title()).linkingTo(ItemCards.anchor(item)),
                Cell.text(opinion.text()),
                Cell.text(opinion.flipped() ? verdict + ", in one order only" : verdict),
                Cell.text(opinion.reason()));
    }

    private static Stream<Judgement> judgements(RunEvaluation run) {
        return run.items().stream().map(ItemEvaluation::judgement).flatMap(Stream::ofNullable);
    }
}
