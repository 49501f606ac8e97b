package io.linernotes.enrichment.notes.llm;

import static io.linernotes.enrichment.notes.llm.LyingModel.EPISODE;
import static io.linernotes.enrichment.notes.llm.LyingModel.edit;
import static io.linernotes.enrichment.notes.llm.LyingModel.engine;
import static io.linernotes.enrichment.notes.llm.LyingModel.firstQuestion;
import static io.linernotes.enrichment.notes.llm.LyingModel.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.LlmCall;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An answer that cannot be used is asked for once more. That there is no third time, {@link LiarsTest} shows. */
@Timeout(60)
class RefusedAnswersTest {
    static Stream<Arguments> unusableChapters() {
        return Stream.of(
                bad("NOT_JSON at $", text -> "Here are the chapters: " + text),
                bad("NOT_JSON at $", text -> "```json\n" + text + "\n```"),
                bad("NOT_JSON at $", text -> text.substring(0, text.length() - 9)),
                bad("NOT_JSON at $", text -> text + text),
                bad("NOT_IN_SCHEMA at $: expected object", text -> "[]"),
                bad("NOT_IN_SCHEMA at $.chapters: missing", text -> "{}"),
                bad("NOT_IN_SCHEMA at $.chapters: expected array", text -> "{\"chapters\":null}"),
                bad("NOT_IN_SCHEMA at $: unknown property", edit(answer -> answer.put("apology", "Sorry"))),
                bad(
                        "NOT_IN_SCHEMA at $.chapters[1].start: expected string",
                        chapter(1, entry -> entry.put("start", 7))),
                bad("NOT_IN_SCHEMA at $.chapters[0].title: missing", chapter(0, entry -> entry.remove("title"))),
                bad("EMPTY at $.chapters", text -> "{\"chapters\":[]}"),
                bad("UNKNOWN_SENTENCE at $.chapters[1].start", chapter(1, entry -> entry.put("start", "00:57"))),
                bad("OUTSIDE_PART at $.chapters[2].start", chapter(2, entry -> entry.put("start", "S999"))),
                bad("UNKNOWN_SENTENCE at $.chapters[0].start", chapter(0, entry -> entry.put("start", "S0"))),
                bad("OUT_OF_ORDER at $.chapters[2].start", chapter(2, entry -> entry.put("start", "S2"))),
                bad("OUT_OF_ORDER at $.chapters[1].start", chapter(1, entry -> entry.put("start", "S1"))),
                bad("TEXT_EMPTY at $.chapters[0].title", chapter(0, entry -> entry.put("title", " \u0007 "))),
                bad("TEXT_TOO_LONG at $.chapters[0].title", chapter(0, entry -> entry.put("title", "x".repeat(81)))),
                bad(
                        "TEXT_TOO_LONG at $.chapters[1].summary",
                        chapter(1, entry -> entry.put("summary", "x".repeat(401)))),
                bad("TOO_MANY at $.chapters", edit(RefusedAnswersTest::aChapterForEverySentence)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("unusableChapters")
    void asksOnceMoreSayingWhatWasWrong(String reason, UnaryOperator<String> lie) {
        List<JsonNode> requests = new ArrayList<>();
        EpisodeNotes notes = write(EPISODE, null, request -> {
            requests.add(request);
            String honest = new SensibleModel().apply(firstQuestion(request));
            return requests.size() == 1 ? lie.apply(honest) : honest;
        });

        assertThat(notes.findings())
                .extracting(Finding::message)
                .containsExactly("chapters, part 1 of 1: an answer was refused: " + reason);
        assertThat(notes.calls()).extracting(LlmCall::outcome).containsExactly("LLM_OUTPUT_INVALID", "OK", "OK", "OK");
        assertThat(notes.chapters()).isNotEmpty();
        JsonNode messages = requests.get(1).path("messages");
        assertThat(messages).hasSize(6);
        assertThat(messages.path(5).path("content").asText())
                .startsWith("This answer cannot be used: ")
                .contains(reason);
    }

    @Test
    void givesACutOffAnswerTwiceTheRoomOnce() {
        List<Integer> rooms = new ArrayList<>();
        try (StubLlmServer server = new StubLlmServer(request -> {
            rooms.add(request.path("max_tokens").asInt());
            return new SensibleModel().apply(request);
        })) {
            server.script(StubLlmServer.finished("{\"chapters\":[", "length"));

            EpisodeNotes notes = engine(server, null).write(EPISODE);

            assertThat(server.requests()).hasSize(4);
            assertThat(rooms).containsExactly(8_000, 4_000, 4_000);
            assertThat(notes.findings())
                    .extracting(Finding::message)
                    .containsExactly(
                            "chapters, part 1 of 1: the answer was cut off, and asked for again with twice the room");
            assertThat(notes.chapters()).isNotEmpty();
        }
    }

    private static Arguments bad(String reason, UnaryOperator<String> lie) {
        return arguments(reason, lie);
    }

    private static UnaryOperator<String> chapter(int index, Consumer<ObjectNode> change) {
        return edit(answer -> change.accept((ObjectNode) answer.path("chapters").path(index)));
    }

    private static void aChapterForEverySentence(ObjectNode answer) {
        ArrayNode chapters = answer.putArray("chapters");
        IntStream.rangeClosed(1, EPISODE.sentences().size()).forEach(number -> {
            ObjectNode chapter = chapters.addObject().put("start", "S" + number);
            chapter.put("title", "Title")
                    .put("summary", "Summary.")
                    .putArray("evidence")
                    .add("S" + number);
        });
    }
}
