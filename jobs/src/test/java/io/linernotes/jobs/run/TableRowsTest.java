package io.linernotes.jobs.run;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.EngineKind;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.Payment;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.notes.Topic;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TableRowsTest {
    private static final Grounding SAID = Grounding.verified(List.of(1));

    @Test
    void namesThePromptThatMadeARowWhateverTheLengthOfTheRecording() {
        assertThat(prompts("chapters", "topics", "notes"))
                .containsExactly("topics/v1", "notes/v1", "notes/v1", "notes/v1");
        assertThat(prompts("chapters", "chapters", "consistency", "notes", "notes", "summary"))
                .containsExactly("consistency/v1", "summary/v1", "summary/v1", "notes/v1");
    }

    /** Of a topic, then of a line, a paragraph and a content note. */
    private static List<String> prompts(String... tasks) {
        TableRows rows = new TableRows(
                new RunIdentity(null, EngineKind.LLM, "1"),
                recording(Stream.of(tasks).map(TableRowsTest::call).toList()));
        return Stream.concat(
                        rows.topics().stream().map(row -> row.provenance().promptId()),
                        rows.summaries().stream().map(row -> row.provenance().promptId()))
                .toList();
    }

    private static EnrichedRecording recording(List<LlmCall> calls) {
        List<Summary> summaries = Stream.of(SummaryKind.LINE, SummaryKind.PARAGRAPH, SummaryKind.CONTENT_NOTE)
                .map(kind -> new Summary(kind, "Said.", List.of(new Claim("Said.", SAID))))
                .toList();
        EpisodeNotes notes = new EpisodeNotes(
                EngineKind.LLM,
                List.of(),
                List.of(new Topic(null, "said", null, 1, SAID)),
                summaries,
                List.of(),
                List.of(),
                calls,
                List.of());
        return new EnrichedRecording("r", null, null, "en", List.of(), notes, calls, null);
    }

    private static LlmCall call(String task) {
        return new LlmCall(
                task, "v1", "0", "0", "none", "m", "m", LlmCall.OK, "stop", 1, null, null, null, null, 0, Payment.NONE);
    }
}
