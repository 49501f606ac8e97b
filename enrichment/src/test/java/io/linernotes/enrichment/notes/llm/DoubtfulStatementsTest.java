package io.linernotes.enrichment.notes.llm;

import static io.linernotes.enrichment.notes.llm.LyingModel.EPISODE;
import static io.linernotes.enrichment.notes.llm.LyingModel.edit;
import static io.linernotes.enrichment.notes.llm.LyingModel.lying;
import static io.linernotes.enrichment.notes.llm.LyingModel.statement;
import static io.linernotes.enrichment.notes.llm.LyingModel.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Doubt;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What readers see of statements that are a little wrong, strangely written, or from elsewhere. */
@Timeout(60)
class DoubtfulStatementsTest {
    @Test
    void showsTheTranscriptsWordsOfAQuotation() {
        String said = EPISODE.sentences().get(3).text();
        EpisodeNotes notes = write(
                EPISODE,
                null,
                lying(
                        "notes",
                        edit(answer -> statement(
                                answer.putArray("quotes").addObject(),
                                said.toLowerCase(Locale.ROOT).replace("the lamp", "the lamps"),
                                "S4"))));

        assertThat(notes.quotes())
                .singleElement()
                .satisfies(quote -> assertThat(quote.text()).isEqualTo(said))
                .satisfies(quote -> assertThat(quote.grounding().doubt()).isNull());
    }

    @Test
    void showsModelTextInMarkdownAsPlainText() {
        EpisodeNotes notes = write(
                EPISODE,
                null,
                lying(
                        "notes",
                        edit(answer -> statement(
                                (ObjectNode) answer.path("chapterNotes").path(0),
                                "The letter <img src=x> [here](http://x) *now*",
                                "S3"))));

        Summary showNotes = notes.summaries().stream()
                .filter(summary -> summary.kind() == SummaryKind.SHOW_NOTES)
                .findFirst()
                .orElseThrow();
        assertThat(showNotes.text())
                .startsWith("- [0:00](#t=0) **")
                .contains("The letter \\<img src=x\\> \\[here\\](http://x) \\*now\\*");
    }

    @Test
    void marksAStatementWhoseMeaningIsFarFromItsEvidence() {
        EpisodeNotes notes = write(
                EPISODE,
                DoubtfulStatementsTest::bagOfWords,
                lying(
                        "notes",
                        edit(answer -> statement(
                                (ObjectNode) answer.path("paragraph").path(0),
                                "Pancakes taste best with plenty of syrup.",
                                "S2"))));

        assertThat(claims(notes, SummaryKind.PARAGRAPH).get(0).grounding().doubt())
                .isEqualTo(Doubt.TOO_FAR_FROM_EVIDENCE);
        assertThat(claims(notes, SummaryKind.PARAGRAPH).get(1).grounding().doubt())
                .isNull();
    }

    private static List<Claim> claims(EpisodeNotes notes, SummaryKind kind) {
        return notes.summaries().stream()
                .filter(summary -> summary.kind() == kind)
                .findFirst()
                .orElseThrow()
                .claims();
    }

    static List<float[]> bagOfWords(List<String> texts) {
        List<float[]> vectors = new ArrayList<>();
        for (String text : texts) {
            float[] vector = new float[256];
            for (String word :
                    text.toLowerCase(Locale.ROOT).replaceAll("[^a-z ]", "").split(" +", -1)) {
                vector[Math.floorMod(word.hashCode(), vector.length)]++;
            }
            double length = Math.sqrt(IntStream.range(0, vector.length)
                    .mapToDouble(i -> vector[i] * vector[i])
                    .sum());
            for (int i = 0; i < vector.length; i++) {
                vector[i] /= (float) length;
            }
            vectors.add(vector);
        }
        return vectors;
    }
}
