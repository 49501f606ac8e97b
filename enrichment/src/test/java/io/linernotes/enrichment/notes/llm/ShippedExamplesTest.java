package io.linernotes.enrichment.notes.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.llm.LlmAnswer;
import io.linernotes.enrichment.llm.LlmClient;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.Payment;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.notes.evidence.EvidenceVerifier;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptExample;
import io.linernotes.prompts.PromptId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The examples in the prompts pass every check that a model's answer has to pass: a model copies what it is shown. */
class ShippedExamplesTest {
    private static final PromptCatalog PROMPTS = new PromptCatalog();

    @Test
    void areAnswersThatWeWouldAcceptWithoutADoubt() {
        // An answer that repeats the prompt's own example is refused.
        List<Prompt> withoutExamples = PROMPTS.all().stream()
                .map(prompt -> new Prompt(
                        prompt.id(), prompt.system(), prompt.user(), prompt.repair(), prompt.schema(), List.of(), "0"))
                .toList();
        LlmClient client = question -> {
            JsonNode answer =
                    PROMPTS.prompt(question.prompt().id()).examples().get(0).answer();
            return new LlmAnswer(call(question.prompt().id().task()), answer.toString(), null);
        };
        LlmNotesEngine engine = new LlmNotesEngine(
                client,
                new PromptCatalog(withoutExamples),
                new EvidenceVerifier(null, 0),
                taxonomy(),
                LlmConfig.DEFAULTS);

        EpisodeNotes notes = engine.write(request());

        assertThat(notes.findings()).isEmpty();
        assertThat(notes.chapters()).hasSize(3);
        assertThat(notes.entities()).hasSize(5);
        assertThat(LlmNotesEngineTest.groundings(notes))
                .hasSizeGreaterThan(20)
                .allSatisfy(grounding -> assertThat(grounding.doubt()).isNull());
        assertThat(notes.summaries())
                .extracting(Summary::kind)
                .containsExactly(
                        SummaryKind.LINE, SummaryKind.PARAGRAPH, SummaryKind.CONTENT_NOTE, SummaryKind.SHOW_NOTES);
        assertThat(notes.summaries().get(0).text()).hasSizeLessThanOrEqualTo(110);
        assertThat(notes.summaries().get(1).text().split(" ", -1).length).isBetween(60, 120);
        assertThat(notes.summaries().get(2).text()).isEqualTo("- Sponsor: Advertisement for Larder Box.");
    }

    private static NotesRequest request() {
        PromptExample example = PROMPTS.prompt(PromptId.CHAPTERS).examples().get(0);
        List<Sentence> sentences = new ArrayList<>();
        Matcher line = Pattern.compile("(?m)^S(\\d+) \\((\\w+)\\) (.*)$")
                .matcher(example.variables().getOrDefault("transcript", ""));
        while (line.find()) {
            int number = Integer.parseInt(line.group(1));
            TimeRange range = new TimeRange(number * 5_000L, number * 5_000L + 4_500);
            sentences.add(new Sentence(number, range, line.group(3), line.group(2)));
        }
        EpisodeMetadata metadata = new EpisodeMetadata("Night Kitchen", "The clock that runs slow", null, "en", null);
        return new NotesRequest(metadata, sentences, List.of());
    }

    private static List<TaxonomyLabel> taxonomy() {
        PromptExample example = PROMPTS.prompt(PromptId.TOPICS).examples().get(0);
        List<TaxonomyLabel> labels = new ArrayList<>();
        for (String line : example.variables().getOrDefault("labels", "").split("\n", -1)) {
            String[] parts = line.split(" \\| ", 3);
            labels.add(new TaxonomyLabel(parts[0], parts[1], parts[2]));
        }
        return labels;
    }

    private static LlmCall call(String task) {
        return new LlmCall(
                task, "v1", "0", "0", "none", "none", null, "OK", "stop", 1, null, null, null, null, 0, Payment.NONE);
    }
}
