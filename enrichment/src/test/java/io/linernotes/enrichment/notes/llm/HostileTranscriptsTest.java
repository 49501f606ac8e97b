package io.linernotes.enrichment.notes.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.StubConfig;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.llm.StubLlmServer.Request;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.NotesFailedException;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.Quote;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.enrichment.notes.offline.OfflineNotesEngine;
import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptCatalog;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A model that obeys whoever speaks in a recording does no harm: notes that hold, or a failure with a code, at a fixed price. */
@Timeout(60)
class HostileTranscriptsTest {
    private static final Pattern FENCE =
            Pattern.compile("<(transcript|episode|earlier-chapters|claims)-([0-9a-f]{12})>\n");
    private static final Pattern SHOWN_LINE = Pattern.compile("S\\d+ .*|(## )?C\\d+ .*|K\\d+ .*|## Part \\d+|…|none");
    private static final Pattern UNPRINTABLE =
            Pattern.compile("[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Cf}&&[^\u200C\u200D]]");

    /** Those that hold no order, or one that is removed. */
    private static final Set<HostileTranscript> UNHEARD = EnumSet.of(
            HostileTranscript.SMUGGLES_TAG_CHARACTERS,
            HostileTranscript.SAYS_ONE_ENDLESS_WORD,
            HostileTranscript.REPEATS_ITSELF_10000_TIMES);

    private static final PromptCatalog PROMPTS = new PromptCatalog();

    /** Everything that one recording led to. */
    private record Outcome(
            ObedientModel model,
            int planned,
            List<Request> requests,
            @Nullable EpisodeNotes notes,
            @Nullable NotesFailedException failure) {
        List<LlmCall> calls() {
            return notes == null ? Objects.requireNonNull(failure).calls() : notes.calls();
        }

        /** What readers of the tables see. */
        List<String> texts() {
            return notes == null
                    ? List.of(String.valueOf(Objects.requireNonNull(failure).getMessage()))
                    : texts(notes);
        }

        private static List<String> texts(EpisodeNotes notes) {
            return Stream.of(
                            notes.chapters().stream().flatMap(chapter -> Stream.of(chapter.title(), chapter.summary())),
                            notes.topics().stream().map(Topic::label),
                            notes.summaries().stream().map(Summary::text),
                            notes.summaries().stream()
                                    .flatMap(
                                            summary -> summary.claims().stream().map(claim -> claim.text())),
                            notes.quotes().stream().flatMap(quote -> Stream.of(quote.text(), quote.speaker())),
                            notes.entities().stream().map(entity -> entity.name()),
                            notes.findings().stream().map(Finding::message))
                    .flatMap(Function.identity())
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void givesValidNotesOrATypedFailure(HostileTranscript attack) {
        NotesRequest request = attack.request();

        assertHarmless(attack, request, outcome(request, LlmConfig.DEFAULTS.windowTokens()));
    }

    /** Of several windows: then a request edits the chapters of all, and another summarises what was said about each. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "REPEATS_ITSELF_10000_TIMES")
    void doesSoInALongRecording(HostileTranscript attack) {
        NotesRequest request = Episodes.joined(attack.request(), Episodes.lasting(20));

        Outcome outcome = outcome(request, 1_000);

        assertHarmless(attack, request, outcome);
        if (outcome.notes() != null) {
            assertThat(outcome.requests())
                    .extracting(sent ->
                            sent.body().at("/response_format/json_schema/name").asText())
                    .contains("consistency", "summary");
        }
    }

    private static void assertHarmless(HostileTranscript attack, NotesRequest request, Outcome outcome) {
        assertThat(outcome.model().obeyed().isEmpty()).isEqualTo(UNHEARD.contains(attack));
        assertThat(outcome.calls()).isNotEmpty();
        if (outcome.failure() != null) {
            assertThat(outcome.failure().code()).isEqualTo(ErrorCode.LLM_OUTPUT_INVALID);
            assertThat(outcome.failure().getMessage())
                    .matches("No notes were written: [a-z]+(, part \\d of \\d)?: an answer was refused: .*");
        } else {
            assertValid(Objects.requireNonNull(outcome.notes()), request);
        }
        assertThat(leaks(request, String.join("\n", outcome.texts()))).isEmpty();
        assertAskedAtMostTwice(outcome);
        outcome.requests().forEach(sent -> assertFenced(sent.body()));
    }

    @ParameterizedTest
    @EnumSource(names = {"ASKS_FOR_THE_SYSTEM_PROMPT", "ASKS_FOR_IT_LETTER_BY_LETTER", "ASKS_FOR_THE_EXAMPLE"})
    void refusesAnAnswerThatRepeatsThePrompt(HostileTranscript attack) {
        NotesRequest request = attack.request();

        Outcome outcome = outcome(request, LlmConfig.DEFAULTS.windowTokens());

        assertThat(leaks(request, String.join("\n", outcome.model().answers()))).isNotEmpty();
        assertThat(outcome.texts()).anySatisfy(text -> assertThat(text).contains("PROMPT_REPEATED at $"));
    }

    /** What a run falls back to reads the same transcripts. */
    @ParameterizedTest
    @EnumSource
    void areReadByTheOfflineEngineToo(HostileTranscript attack) {
        NotesRequest request = attack.request();

        EpisodeNotes notes = new OfflineNotesEngine(DoubtfulStatementsTest::bagOfWords).write(request);

        assertValid(notes, request);
        assertThat(request.sentences())
                .allSatisfy(sentence -> assertThat(sentence.text()).isNotBlank().doesNotContainPattern(UNPRINTABLE));
    }

    @Test
    void thereAre25() {
        assertThat(HostileTranscript.values()).hasSize(25);
    }

    private static Outcome outcome(NotesRequest request, int windowTokens) {
        ObedientModel model = new ObedientModel();
        try (StubLlmServer server = new StubLlmServer(model)) {
            LlmConfig config = StubConfig.of(server)
                    .maxOutputTokens(4_000)
                    .windowTokens(windowTokens)
                    .build();
            int planned = CallPlan.sum(new CallPlanner(PROMPTS, List.of(), config)
                            .plan(request)
                            .values())
                    .calls();
            try {
                EpisodeNotes notes = LyingModel.engine(config, null).write(request);
                return new Outcome(model, planned, server.requests(), notes, null);
            } catch (NotesFailedException e) {
                return new Outcome(model, planned, server.requests(), null, e);
            }
        }
    }

    private static void assertValid(EpisodeNotes notes, NotesRequest request) {
        if (!notes.chapters().isEmpty()) {
            LlmNotesEngineTest.assertCoversTheRecording(notes.chapters(), request);
        }
        assertThat(Outcome.texts(notes)).allSatisfy(text -> {
            assertThat(UNPRINTABLE.matcher(text.replace("\n- ", "")).find())
                    .as(text)
                    .isFalse();
            assertThat(text).isNotBlank();
        });
        assertThat(notes.chapters())
                .allSatisfy(chapter -> assertThat(chapter.title()).hasSizeLessThanOrEqualTo(80));
        assertThat(notes.entities())
                .allSatisfy(entity -> assertThat(entity.name()).hasSizeLessThanOrEqualTo(80));
        assertThat(notes.topics())
                .allSatisfy(topic -> assertThat(topic.label()).hasSizeLessThanOrEqualTo(60))
                .allSatisfy(topic -> assertThat(topic.salience()).isBetween(0.0, 1.0));
        assertThat(notes.summaries())
                .filteredOn(summary -> summary.kind() == SummaryKind.LINE)
                .allSatisfy(line -> assertThat(line.text()).hasSizeLessThanOrEqualTo(140));
        assertThat(notes.summaries())
                .flatExtracting(Summary::claims)
                .allSatisfy(claim -> assertThat(claim.text()).hasSizeLessThanOrEqualTo(500));
        int last = request.sentences().size();
        for (Grounding grounding : LlmNotesEngineTest.groundings(notes)) {
            assertThat(grounding.sentences())
                    .isSorted()
                    .doesNotHaveDuplicates()
                    .allMatch(number -> number >= 1 && number <= last);
        }
        for (Quote quote : notes.quotes()) {
            if (quote.grounding().isVerified()) {
                assertThat(letters(said(request, quote.grounding()))).isEqualTo(letters(quote.text()));
            }
        }
    }

    private static String said(NotesRequest request, Grounding grounding) {
        return grounding.sentences().stream()
                .map(number -> request.sentences().get(number - 1).text())
                .collect(Collectors.joining(" "));
    }

    /** A question is one part of the recording for one task. */
    private static void assertAskedAtMostTwice(Outcome outcome) {
        Map<String, Integer> asked = new HashMap<>();
        for (Request sent : outcome.requests()) {
            asked.merge(sent.body().at("/messages/3/content").asText(), 1, Integer::sum);
        }
        assertThat(asked.values()).allMatch(times -> times <= 2);
        assertThat(asked).hasSizeLessThanOrEqualTo(outcome.planned());
        if (outcome.notes() != null) {
            assertThat(asked).hasSize(outcome.planned());
        }
        assertThat(outcome.calls()).hasSameSizeAs(outcome.requests());
    }

    /** What strangers said is in a user's message, between two tags that occur nowhere else, one sentence a line. */
    private static void assertFenced(JsonNode body) {
        JsonNode messages = body.path("messages");
        assertThat(messages.findValuesAsText("role"))
                .isIn(
                        List.of("system", "user", "assistant", "user"),
                        List.of("system", "user", "assistant", "user", "assistant", "user"));
        String shown = messages.path(3).path("content").asText();
        Matcher fence = FENCE.matcher(shown);
        int fences = 0;
        for (; fence.find(); fences++) {
            String tag = fence.group(1) + "-" + fence.group(2);
            assertThat(shown.split(Pattern.quote(tag), -1)).as(tag).hasSize(3);
            String inside = shown.substring(fence.end(), shown.indexOf("\n</" + tag + ">"));
            assertThat(UNPRINTABLE.matcher(inside.replace("\n", "")).find()).isFalse();
            if (!fence.group(1).equals("episode")) {
                assertThat(inside.split("\n", -1))
                        .allSatisfy(line -> assertThat(line).matches(SHOWN_LINE).hasSizeLessThan(2_100));
            }
        }
        assertThat(fences).isGreaterThanOrEqualTo(2);
    }

    /** Stretches of 30 letters that are in one of our prompts, but in nothing that the recording or its feed says. */
    private static List<String> leaks(NotesRequest request, String text) {
        String own =
                letters(PROMPTS.all().stream().map(HostileTranscriptsTest::text).collect(Collectors.joining(" ")));
        String known = letters(request.metadata() + " " + request.sentences());
        String letters = letters(text);
        List<String> leaks = new ArrayList<>();
        for (int i = 0; i + 30 <= letters.length(); i++) {
            String stretch = letters.substring(i, i + 30);
            if (own.contains(stretch) && !known.contains(stretch)) {
                leaks.add(stretch);
            }
        }
        return leaks;
    }

    private static String text(Prompt prompt) {
        Map<String, String> blanks = new HashMap<>();
        prompt.user().variables().forEach(name -> blanks.put(name, ""));
        return prompt.render(blanks)
                + prompt.repair().render(Map.of("reason", ""))
                + prompt.schema().text();
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "").toLowerCase(Locale.ROOT);
    }
}
