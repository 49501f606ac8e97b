package io.linernotes.evaluation.run;

import io.linernotes.evaluation.cost.CallSum;
import io.linernotes.evaluation.cost.PricedCall;
import io.linernotes.evaluation.gold.ClaimVerdict;
import io.linernotes.evaluation.judge.JudgeAgreement;
import io.linernotes.evaluation.judge.Opinion;
import io.linernotes.prompts.Prompt;
import java.util.ArrayList;
import java.util.List;

/**
 * Who judged a run, at what price, and what that is worth.
 *
 * @param model as it was asked
 * @param prompt for example {@code judge/v1}
 * @param promptSha256 fingerprint of the prompt
 * @param agreement with people
 * @param calls of the judge, apart from those of the run
 */
public record Judging(
        String model, String prompt, String promptSha256, JudgeAgreement agreement, List<PricedCall> calls) {
    public Judging {
        calls = List.copyOf(calls);
    }

    /** By a model with a prompt, of items that it judged. */
    public static Judging of(String model, Prompt prompt, List<ItemEvaluation> judged, List<PricedCall> calls) {
        List<ClaimVerdict> people = new ArrayList<>();
        List<ClaimVerdict> judge = new ArrayList<>();
        int unanswered = 0;
        for (ItemEvaluation item : judged) {
            List<Opinion<ClaimVerdict>> opinions =
                    item.judgement() == null ? List.of() : item.judgement().labelled();
            for (int i = 0; i < opinions.size(); i++) {
                ClaimVerdict verdict = opinions.get(i).verdict();
                if (verdict == null) {
                    unanswered++;
                } else {
                    people.add(item.gold().claims().get(i).verdict());
                    judge.add(verdict);
                }
            }
        }
        return new Judging(
                model, prompt.id().toString(), prompt.sha256(), JudgeAgreement.of(people, judge, unanswered), calls);
    }

    public CallSum costs() {
        return CallSum.of(calls);
    }
}
