package io.linernotes.evaluation.judge;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.llm.AnswerText;
import io.linernotes.enrichment.notes.llm.Conversation;
import io.linernotes.enrichment.notes.llm.EpisodeText;
import io.linernotes.enrichment.transcript.PlainText;
import io.linernotes.evaluation.gold.ClaimVerdict;
import io.linernotes.evaluation.judge.JudgeReader.Answer;
import io.linernotes.evaluation.judge.Opinion.Given;
import io.linernotes.prompts.Prompt;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The questions about one recording. For one thread. */
final class Examination {
    /** Claims in one question: more would make the answer too long, and the judge careless. */
    private static final int CLAIMS_AT_ONCE = 40;

    private static final int MAX_TEXT = 600;
    /** An answer came, and was of no use. */
    private static final Set<ErrorCode> UNPARSED = EnumSet.of(ErrorCode.LLM_OUTPUT_INVALID, ErrorCode.LLM_TRUNCATED);

    private final JudgeTask task;
    private final Prompt prompt;
    private final EpisodeText text;
    private final Excerpt excerpt;
    private final Conversation conversation;
    private int questions;
    private int unparsed;

    /** @param budget tokens of transcript in one question */
    Examination(JudgeTask task, Prompt prompt, EpisodeText text, int budget, Conversation conversation) {
        this.task = task;
        this.prompt = prompt;
        this.text = text;
        this.excerpt = new Excerpt(text, task.sentences().size(), budget);
        this.conversation = conversation;
    }

    Judgement judgement() {
        List<Opinion<ClaimVerdict>> claims = new ArrayList<>();
        List<@Nullable Given<PointVerdict>> forwards = new ArrayList<>();
        List<@Nullable Given<PointVerdict>> backwards = new ArrayList<>();
        for (int from = 0; from < task.claims().size(); from += CLAIMS_AT_ONCE) {
            List<Claim> some = task.claims()
                    .subList(from, Math.min(from + CLAIMS_AT_ONCE, task.claims().size()));
            List<String> texts = some.stream().map(Claim::text).toList();
            BitSet shown = excerpt.around(
                    some.stream().map(claim -> claim.grounding().sentences()).toList());
            Answer first = ask("claims from %d".formatted(from + 1), shown, texts, task.points(), false);
            Answer second = ask("claims from %d, backwards".formatted(from + 1), shown, texts, task.points(), true);
            claims.addAll(opinions(texts, first, second));
            merge(forwards, first, from == 0);
            merge(backwards, second, from == 0);
        }
        List<Opinion<PointVerdict>> points = IntStream.range(0, forwards.size())
                .mapToObj(i -> Opinion.of(task.points().get(i), forwards.get(i), backwards.get(i)))
                .toList();
        List<Opinion<ClaimVerdict>> labelled = labelled();
        boolean complete = claims.stream().allMatch(opinion -> opinion.verdict() != null)
                && labelled.stream().allMatch(opinion -> opinion.verdict() != null);
        Finding failure = complete ? null : conversation.lastFailure();
        return new Judgement(claims, points, labelled, questions, unparsed, conversation.calls(), failure);
    }

    /** People did not say which sentences they looked at, so the judge needs all of them. */
    private List<Opinion<ClaimVerdict>> labelled() {
        List<Opinion<ClaimVerdict>> opinions = new ArrayList<>();
        if (!excerpt.isWhole()) {
            return opinions;
        }
        BitSet shown = excerpt.around(List.of());
        for (int from = 0; from < task.labelled().size(); from += CLAIMS_AT_ONCE) {
            List<String> some = task.labelled()
                    .subList(
                            from,
                            Math.min(from + CLAIMS_AT_ONCE, task.labelled().size()));
            Answer first = ask("labelled claims from %d".formatted(from + 1), shown, some, List.of(), false);
            Answer second = ask("labelled claims from %d, backwards".formatted(from + 1), shown, some, List.of(), true);
            opinions.addAll(opinions(some, first, second));
        }
        return opinions;
    }

    private static List<Opinion<ClaimVerdict>> opinions(
            List<String> texts, @Nullable Answer first, @Nullable Answer second) {
        return IntStream.range(0, texts.size())
                .mapToObj(i -> Opinion.of(
                        texts.get(i),
                        first == null ? null : first.claims().get(i),
                        second == null ? null : second.claims().get(i)))
                .toList();
    }

    /** A point that one list of claims holds is held. */
    private void merge(List<@Nullable Given<PointVerdict>> points, @Nullable Answer answer, boolean isFirst) {
        for (int i = 0; i < task.points().size(); i++) {
            Given<PointVerdict> given = answer == null ? null : answer.points().get(i);
            if (isFirst) {
                points.add(given);
            } else {
                points.set(i, Given.better(points.get(i), given));
            }
        }
    }

    /** Asks; the answer has the order of the lists, whichever order they were asked in. Null when there is none. */
    private @Nullable Answer ask(
            String part, BitSet shown, List<String> claims, List<String> points, boolean backwards) {
        int calls = conversation.calls().size();
        Answer answer = conversation.ask(
                part,
                prompt,
                variables(shown, inOrder(claims, backwards), inOrder(points, backwards)),
                new JudgeReader(claims.size(), points.size(), shown));
        // A service that is down is not asked again.
        questions += conversation.calls().size() > calls ? 1 : 0;
        if (answer == null) {
            Finding failure = conversation.lastFailure();
            unparsed += failure != null && UNPARSED.contains(failure.code()) ? 1 : 0;
            return null;
        }
        return new Answer(inOrder(answer.claims(), backwards), inOrder(answer.points(), backwards));
    }

    private static <T> List<T> inOrder(List<T> values, boolean backwards) {
        List<T> ordered = new ArrayList<>(values);
        if (backwards) {
            Collections.reverse(ordered);
        }
        return ordered;
    }

    private Map<String, String> variables(BitSet shown, List<String> claims, List<String> points) {
        String transcript = excerpt.lines(shown);
        // The same in both orders, so that the beginning of the second request is one that the service has seen.
        String fence = text.fence("judge\n" + transcript
                + claims.stream().sorted().collect(Collectors.joining("\n", "\n", "\n"))
                + points.stream().sorted().collect(Collectors.joining("\n")));
        Map<String, String> variables = new HashMap<>();
        variables.put("episodeFence", text.metadataFence());
        variables.put("episode", text.metadata());
        variables.put("fence", fence);
        variables.put("transcript", transcript);
        variables.put("claims", listed("K", claims));
        variables.put("points", listed("P", points));
        return variables;
    }

    private static String listed(String letter, List<String> texts) {
        return texts.isEmpty()
                ? "none"
                : IntStream.range(0, texts.size())
                        .mapToObj(i -> "%s%d %s"
                                .formatted(letter, i + 1, AnswerText.cut(PlainText.oneLine(texts.get(i)), MAX_TEXT)))
                        .collect(Collectors.joining("\n"));
    }
}
