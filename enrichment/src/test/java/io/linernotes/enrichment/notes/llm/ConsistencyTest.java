package io.linernotes.enrichment.notes.llm;

import static io.linernotes.enrichment.notes.llm.LyingModel.edit;
import static io.linernotes.enrichment.notes.llm.LyingModel.lying;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptExample;
import io.linernotes.prompts.PromptId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** One table of contents of the chapters of several parts. */
@Timeout(60)
class ConsistencyTest {
    private static final NotesRequest HOUR = Episodes.lasting(60);
    private static final EpisodeNotes PROPOSED = LyingModel.write(HOUR, null, new SensibleModel());

    /** What a model does to the entries of its answer, and what is counted because of it. */
    private record Lie(String name, String counted, Consumer<ArrayNode> change) {
        @Override
        public String toString() {
            return name;
        }
    }

    static final List<Lie> USELESS = List.of(
            new Lie(
                    "an invented chapter",
                    "UNKNOWN_CHAPTER at $.chapters[3].chapter",
                    entries -> put(entries, 3, "C99")),
            new Lie("a chapter left out", "LEFT_OUT at $.chapters[4].chapter", entries -> entries.remove(4)),
            new Lie("the last left out", "LEFT_OUT at $.chapters", entries -> entries.remove(entries.size() - 1)),
            new Lie("a chapter twice", "REPEATED at $.chapters[2].chapter", entries -> put(entries, 2, "C2")),
            new Lie(
                    "another order",
                    "LEFT_OUT at $.chapters[1].chapter",
                    entries -> entries.insert(2, entries.remove(1))),
            new Lie(
                    "a chapter too many",
                    "UNKNOWN_CHAPTER at $.chapters[%d].chapter"
                            .formatted(PROPOSED.chapters().size()),
                    entries -> entries.add(((ObjectNode) entries.path(0).deepCopy()).put("chapter", "C500"))),
            new Lie(
                    "everything in one",
                    "JOINED_TOO_MANY at $.chapters",
                    entries -> entries.forEach(entry -> ((ObjectNode) entry).put("continues", true))));

    @ParameterizedTest
    @FieldSource("USELESS")
    void keepsTheProposedChaptersWhenTheAnswerDoesNotFitThem(Lie lie) {
        EpisodeNotes notes = write(entries -> {
            entries.forEach(entry -> ((ObjectNode) entry).put("title", "Long way"));
            lie.change.accept(entries);
        });

        assertThat(notes.chapters()).isEqualTo(PROPOSED.chapters());
        assertThat(notes.topics()).extracting(Topic::id).contains("sea", "work");
        assertThat(notes.findings())
                .extracting(Finding::message)
                .contains("consistency: the chapters stay as they were proposed: reason = " + lie.counted);
        assertThat(notes.calls()).hasSize(4).extracting(LlmCall::outcome).containsOnly(LlmCall.OK);
    }

    @Test
    void joinsAChapterToTheOneBeforeItWithAllThatSupportsThem() {
        EpisodeNotes notes = write(entries -> ((ObjectNode) entries.path(5)).put("continues", true));

        List<Chapter> before = PROPOSED.chapters();
        assertThat(notes.findings()).isEmpty();
        assertThat(notes.chapters()).hasSize(before.size() - 1);
        LlmNotesEngineTest.assertCoversTheRecording(notes.chapters(), HOUR);
        Chapter joined = notes.chapters().get(4);
        assertThat(joined.title()).isEqualTo(before.get(4).title());
        assertThat(joined.range())
                .isEqualTo(before.get(4).range().span(before.get(5).range()));
        assertThat(joined.summary())
                .isEqualTo(before.get(4).summary() + " " + before.get(5).summary());
        List<Integer> support = new ArrayList<>(before.get(4).grounding().sentences());
        support.addAll(before.get(5).grounding().sentences());
        assertThat(joined.grounding().isVerified()).isTrue();
        assertThat(joined.grounding().sentences()).isEqualTo(support);
        assertThat(notes.topics())
                .filteredOn(topic -> topic.chapter() != null && topic.chapter() == 4)
                .extracting(Topic::id)
                .containsExactlyInAnyOrder("sea", "work");
        assertThat(notes.topics())
                .extracting(Topic::chapter)
                .doesNotContain(before.size() - 1)
                .contains(before.size() - 2);
    }

    @Test
    void takesATitleOverOnlyWhenTheChapterSupportsIt() {
        EpisodeNotes notes = write(entries -> {
            ((ObjectNode) entries.path(2)).put("title", "A walk along the river");
            ((ObjectNode) entries.path(3)).put("title", "Captain Ahab of Nantucket");
            ((ObjectNode) entries.path(4)).put("title", "The 4711 loaves");
        });

        assertThat(notes.chapters().get(2).title()).isEqualTo("A walk along the river");
        assertThat(notes.chapters().get(3)).isEqualTo(PROPOSED.chapters().get(3));
        assertThat(notes.chapters().get(4)).isEqualTo(PROPOSED.chapters().get(4));
        assertThat(notes.chapters())
                .allSatisfy(
                        chapter -> assertThat(chapter.grounding().isVerified()).isTrue());
        assertThat(notes.findings())
                .extracting(Finding::message)
                .containsExactly("consistency: titles stay as they were proposed: reason = NOT_SUPPORTED, count = 2");
    }

    @Test
    void isOneRequestForAllPartsOfTwoHours() {
        NotesRequest request = Episodes.lasting(120);

        EpisodeNotes notes = LyingModel.write(request, null, new SensibleModel());

        assertThat(notes.calls())
                .extracting(LlmCall::task)
                .startsWith("chapters", "chapters", "chapters")
                .containsOnlyOnce("consistency")
                .doesNotContain("topics");
        LlmNotesEngineTest.assertCoversTheRecording(notes.chapters(), request);
    }

    @Test
    void joinsOverTheBorderOfTwoRequests() {
        NotesRequest request = Episodes.lasting(240);
        int before =
                LyingModel.write(request, null, new SensibleModel()).chapters().size();

        EpisodeNotes notes = LyingModel.write(
                request,
                null,
                lying("consistency", edit(answer -> ((ObjectNode) answer.at("/chapters/0")).put("continues", true))));

        assertThat(notes.calls())
                .filteredOn(call -> call.task().equals("consistency"))
                .hasSize(2);
        // The very first chapter continues nothing.
        assertThat(notes.chapters()).hasSize(before - 1);
        LlmNotesEngineTest.assertCoversTheRecording(notes.chapters(), request);
    }

    /** A model copies what it is shown. */
    @Test
    void acceptsTheExampleOfItsPrompt() throws RejectedAnswer {
        PromptExample example =
                new PromptCatalog().prompt(PromptId.CONSISTENCY).examples().get(0);
        List<ChapterDraft> drafts = new ArrayList<>();
        for (int first : new int[] {1, 9, 11, 13}) {
            drafts.add(new ChapterDraft(first, "Title", "Summary.", List.of(), null));
        }
        Outline outline = new Outline(drafts, 15);

        List<ChapterEdit> edits = ChapterEdit.read(
                example.answer().path("chapters"), outline, new Outline.IndexRange(0, 3), new Omissions());

        assertThat(outline.ids(new Outline.IndexRange(0, 3)))
                .isEqualTo(example.variables().get("chapters"));
        assertThat(edits).extracting(ChapterEdit::continues).containsExactly(false, false, true, false);
    }

    private static EpisodeNotes write(Consumer<ArrayNode> change) {
        return LyingModel.write(
                HOUR, null, lying("consistency", edit(answer -> change.accept((ArrayNode) answer.path("chapters")))));
    }

    private static void put(ArrayNode entries, int index, String chapter) {
        ((ObjectNode) entries.path(index)).put("chapter", chapter);
    }
}
