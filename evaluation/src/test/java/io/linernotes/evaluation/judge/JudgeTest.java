package io.linernotes.evaluation.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.ProviderClient;
import io.linernotes.enrichment.llm.StubConfig;
import io.linernotes.enrichment.llm.StubJudge;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.gold.ClaimVerdict;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A judge over real HTTP, good and bad. */
class JudgeTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<String> SAID = List.of(
            "The bridge was opened in May.",
            "Ants carry the seeds of violets.",
            "A pendulum grows longer in the heat.",
            "The harbour froze twice last winter.");

    @Test
    void saysOfEveryClaimAndPointWhatBothOrdersAgreeOn() {
        try (StubLlmServer server = new StubLlmServer(new StubJudge())) {
            Judgement judgement = judge(
                    server,
                    task(
                            SAID,
                            List.of(
                                    "The bridge was opened in May.",
                                    "Ants carry the eggs of beetles.",
                                    "Copper melts at night."),
                            List.of("The bridge was opened.", "Violets need ants for their seeds."),
                            List.of("The harbour froze twice last winter.")));

            assertThat(judgement.claims())
                    .extracting(Opinion::verdict)
                    .containsExactly(ClaimVerdict.SUPPORTED, ClaimVerdict.PARTLY, ClaimVerdict.UNSUPPORTED);
            assertThat(judgement.points())
                    .extracting(Opinion::verdict)
                    .containsExactly(PointVerdict.COVERED, PointVerdict.MISSING);
            assertThat(judgement.labelled()).extracting(Opinion::verdict).containsExactly(ClaimVerdict.SUPPORTED);
            assertThat(judgement.claims()).noneMatch(Opinion::flipped);
            assertThat(judgement.questions()).isEqualTo(4);
            assertThat(judgement.unparsed()).isZero();
            assertThat(judgement.failure()).isNull();
            assertThat(judgement.calls())
                    .hasSize(4)
                    .allMatch(call -> call.task().equals("judge"));
            Map<String, String> forwards =
                    StubJudge.listed(server.requests().get(0).body(), "claims");
            Map<String, String> backwards =
                    StubJudge.listed(server.requests().get(1).body(), "claims");
            assertThat(forwards).containsEntry("K1", "The bridge was opened in May.");
            assertThat(backwards)
                    .containsEntry("K3", "The bridge was opened in May.")
                    .hasSize(3);
        }
    }

    @Test
    void aJudgeThatFavoursWhatItReadsFirstIsFoundOutAndTheWorseVerdictCounts() {
        Function<JsonNode, String> biased = request -> changed(new StubJudge().apply(request), answer -> {
            ((ObjectNode) answer.path("claims").path(0)).put("verdict", "supported");
            return answer;
        });
        try (StubLlmServer server = new StubLlmServer(biased)) {
            Judgement judgement = judge(
                    server,
                    task(
                            SAID,
                            List.of("Copper melts at night.", "The bridge was opened in May."),
                            List.of(),
                            List.of()));

            assertThat(judgement.claims().get(0).verdict()).isEqualTo(ClaimVerdict.UNSUPPORTED);
            assertThat(judgement.claims().get(0).flipped()).isTrue();
            assertThat(judgement.claims().get(1).flipped()).isFalse();
        }
    }

    @Test
    void answersThatCannotBeReadAreCountedAndGiveNoVerdict() {
        try (StubLlmServer server = new StubLlmServer(request -> "I find these notes excellent.")) {
            Judgement judgement = judge(
                    server, task(SAID, List.of("The bridge was opened in May."), List.of("A bridge."), List.of()));

            assertThat(judgement.claims().get(0).verdict()).isNull();
            assertThat(judgement.points().get(0).verdict()).isNull();
            assertThat(judgement.unparsed()).isEqualTo(2).isEqualTo(judgement.questions());
            assertThat(judgement.failure()).isNotNull();
            assertThat(server.requests()).as("each question is repaired once").hasSize(4);
        }
    }

    @Test
    void oneUnreadableOrderIsEnoughToHaveNoVerdict() {
        StubJudge honest = new StubJudge();
        try (StubLlmServer server = new StubLlmServer(request ->
                StubJudge.listed(request, "claims").get("K1").startsWith("Copper") ? "no" : honest.apply(request))) {
            Judgement judgement = judge(
                    server,
                    task(SAID, List.of("The bridge was opened in May.", "Copper melts."), List.of(), List.of()));

            assertThat(judgement.claims()).allMatch(opinion -> opinion.verdict() == null);
            assertThat(judgement.unparsed()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"skipped", "repeated", "unknown", "uncited", "unlisted point"})
    void anAnswerThatHasNotLookedIsNotUsed(String fault) {
        Function<JsonNode, String> careless =
                request -> changed(new StubJudge().apply(request), answer -> spoiled(answer, fault));
        try (StubLlmServer server = new StubLlmServer(careless)) {
            Judgement judgement = judge(
                    server,
                    task(SAID, List.of("The bridge was opened in May.", "Copper melts."), List.of("Ants."), List.of()));

            assertThat(judgement.claims()).allMatch(opinion -> opinion.verdict() == null);
            assertThat(judgement.unparsed()).isEqualTo(2);
        }
    }

    @Test
    void aServiceThatIsDownIsAReasonAndNotAnUnreadableAnswer() {
        try (StubLlmServer server = StubLlmServer.behaving(request -> StubLlmServer.status(401, "{}"))) {
            Judgement judgement = judge(server, task(SAID, List.of("Ants."), List.of(), List.of()));

            assertThat(judgement.unparsed()).isZero();
            assertThat(judgement.questions()).isEqualTo(1);
            assertThat(judgement.failure()).isNotNull();
            assertThat(judgement.failure().code()).isEqualTo(ErrorCode.LLM_AUTH);
            assertThat(server.requests())
                    .as("the next question would meet the same")
                    .hasSize(1);
        }
    }

    @Test
    void ofALongRecordingTheCitedPlacesAreShown() {
        Random random = new Random(1);
        List<String> said = IntStream.range(0, 12_000)
                .mapToObj(i -> "Sentence %d speaks of thing %d and thing %d.".formatted(i, i, random.nextInt(90_000)))
                .toList();
        List<Claim> claims = IntStream.of(5, 6_000, 11_999)
                .mapToObj(i -> new Claim(said.get(i), Grounding.verified(List.of(i + 1))))
                .toList();
        JudgeTask task =
                new JudgeTask("r", EpisodeMetadata.NONE, sentences(said), claims, List.of(), List.of("Anything."));
        try (StubLlmServer server = new StubLlmServer(new StubJudge())) {
            Judgement judgement = judge(server, task);

            assertThat(judgement.claims()).allMatch(opinion -> opinion.verdict() == ClaimVerdict.SUPPORTED);
            assertThat(judgement.labelled()).as("people looked at all of it").isEmpty();
            Map<String, String> shown =
                    StubJudge.listed(server.requests().get(0).body(), "transcript");
            assertThat(shown).containsKeys("S1", "S6", "S6001", "S12000").doesNotContainKeys("S3000", "S9000");
        }
    }

    @Test
    void manyClaimsAreAskedInPartsAndAPointIsHeldWhenOnePartHoldsIt() {
        List<String> said = IntStream.range(0, 90)
                .mapToObj("Number %d is a fine number."::formatted)
                .toList();
        try (StubLlmServer server = new StubLlmServer(new StubJudge())) {
            Judgement judgement =
                    judge(server, task(said, said, List.of("Number 3 is fine", "Number 77 is fine"), List.of()));

            assertThat(judgement.questions()).isEqualTo(6);
            assertThat(judgement.claims()).hasSize(90).allMatch(opinion -> opinion.verdict() == ClaimVerdict.SUPPORTED);
            assertThat(judgement.points()).allMatch(opinion -> opinion.verdict() == PointVerdict.COVERED);
        }
    }

    @Test
    void sixtyLabelsAndEnoughAgreementMakeAJudge() {
        List<ClaimVerdict> people = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            people.addAll(List.of(ClaimVerdict.UNSUPPORTED, ClaimVerdict.PARTLY, ClaimVerdict.SUPPORTED));
        }
        List<ClaimVerdict> same = List.copyOf(people);
        List<ClaimVerdict> kind =
                people.stream().map(verdict -> ClaimVerdict.SUPPORTED).toList();

        assertThat(JudgeAgreement.of(people, same, 0).isEnough()).isTrue();
        assertThat(JudgeAgreement.of(people.subList(0, 59), same.subList(0, 59), 0)
                        .isEnough())
                .isFalse();
        JudgeAgreement kindly = JudgeAgreement.of(people, kind, 2);
        assertThat(kindly.kappa()).isCloseTo(0, within(1e-9));
        assertThat(kindly.isEnough()).isFalse();
        assertThat(kindly.sentence())
                .isEqualTo(
                        "on 60 claims the judge agrees with people in 33 %, kappa 0.00, alpha -0.42, 2 more it did not"
                                + " answer; needed are 60 claims, kappa 0.6 and alpha 0.667.");
        JudgeAgreement blind = JudgeAgreement.of(kind, kind, 0);
        assertThat(blind.observed()).isCloseTo(1, within(1e-9));
        assertThat(blind.kappa()).as("chance agrees always").isNull();
        assertThat(blind.isEnough()).isFalse();
    }

    private static Judgement judge(StubLlmServer server, JudgeTask task) {
        StubConfig config = StubConfig.of(server);
        ProviderClient client = new ProviderClient(config.build(), null, Clock.systemUTC(), new Random(1), wait -> {});
        return new Judge(client, new PromptCatalog().prompt(PromptId.JUDGE), config.build()).judge(task);
    }

    private static JudgeTask task(List<String> said, List<String> claims, List<String> points, List<String> labelled) {
        return new JudgeTask(
                "r",
                EpisodeMetadata.NONE,
                sentences(said),
                claims.stream()
                        .map(text -> new Claim(text, Grounding.verified(List.of(1))))
                        .toList(),
                points,
                labelled);
    }

    private static List<Sentence> sentences(List<String> said) {
        return IntStream.range(0, said.size())
                .mapToObj(i -> new Sentence(i + 1, new TimeRange(i * 3_000L, i * 3_000L + 2_500), said.get(i), null))
                .toList();
    }

    private static JsonNode spoiled(JsonNode answer, String fault) {
        ArrayNode claims = (ArrayNode) answer.path("claims");
        switch (fault) {
            case "skipped" -> claims.remove(0);
            case "repeated" -> claims.add(claims.path(0).deepCopy());
            case "unknown" -> ((ObjectNode) claims.path(0)).put("claim", "K9");
            case "uncited" -> ((ArrayNode) claims.path(0).path("evidence")).add("S99");
            default -> ((ObjectNode) answer.path("coverage").path(0)).put("point", "K1");
        }
        return answer;
    }

    private static String changed(String answer, UnaryOperator<JsonNode> change) {
        try {
            return change.apply(MAPPER.readTree(answer)).toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
