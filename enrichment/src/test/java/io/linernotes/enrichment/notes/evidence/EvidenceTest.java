package io.linernotes.enrichment.notes.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.embedding.SentenceEmbedder;
import io.linernotes.enrichment.notes.Doubt;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTest {
    private static final List<String> SAID = List.of(
            "There were two hundred and six stairs in the lighthouse, and Martha counted them.", // S1
            "The machine arrived in April 1,900 with a young man called Peter.", // S2
            "He was born in nineteen eighty four, on the 3rd of May.", // S3
            "A machine cannot hear a boat in trouble, and it cannot make soup.", // S4
            "She turned the lamp by hand until the morning came.", // S5
            "Everybody in the café called it the miracle of the rock."); // S6
    private static final Evidence EVIDENCE = evidence("en", null, SAID);
    private static final SentenceSpan ALL = new SentenceSpan(1, 6);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Martha counts the 206 stairs of the lighthouse. | 1 |",
                "Martha counts the two hundred and six stairs. | 1 |",
                "Martha counts the 207 stairs. | 1 | NUMBER_NOT_FOUND",
                "Martha counts two hundred stairs. | 1 | NUMBER_NOT_FOUND",
                "The machine came in April 1900 with Peter. | 2 |",
                "The machine came in May 1900 with Peter. | 2 | NAME_NOT_FOUND",
                "He is born in 1984, on the third of May. | 3 |",
                "He is born in 1948, on the third of May. | 3 | NUMBER_NOT_FOUND",
                "Peter brings the machine. | 2 |",
                "Peter brings the machine. | 4 | NAME_NOT_FOUND",
                "The machine arrives with Peter's help. | 2 |",
                "The machine arrives with Gregor Samsa. | 2 | NAME_NOT_FOUND",
                "Gregor brings the machine in April. | 2 | NAME_NOT_FOUND",
                "Machines cannot make soup. | 4 |",
                "Turning the lamp, she waits for the morning. | 5 |",
                "The guests of the Cafe speak of a miracle. | 6 |",
                "It happens on Keeper's Rock, on the radio show Night Tales. | 6 |",
                "One machine cannot make soup. | 4 |",
                "Penguins breed rapidly. | 4 | TOO_FAR_FROM_EVIDENCE",
                "Message to a machine in trouble | 4 |",
                "Gregor's machine is in trouble | 4 | NAME_NOT_FOUND",
                "Gregor and the machine | 4 | NAME_NOT_FOUND",
                "Gregor looked at the machine. | 4 | NAME_NOT_FOUND",
                "Like his machine, he is in trouble. | 4 |",
                "The ocean floor is cold. | 4 | TOO_FAR_FROM_EVIDENCE",
            })
    void holdsAClaimAgainstTheSentencesThatItCites(String claim, int cited, @Nullable Doubt doubt) {
        Grounding grounding = EVIDENCE.claim(claim, List.of(cited), ALL);

        assertThat(grounding.doubt()).isEqualTo(doubt);
        assertThat(grounding.sentences()).containsExactly(cited);
    }

    @Test
    void doubtsAClaimThatCitesNothingOrNothingThatExists() {
        assertThat(EVIDENCE.claim("She turned the lamp.", List.of(), ALL))
                .isEqualTo(new Grounding(List.of(), Doubt.NO_EVIDENCE));
        assertThat(EVIDENCE.claim("She turned the lamp.", List.of(5, 99), ALL))
                .isEqualTo(new Grounding(List.of(5), Doubt.UNKNOWN_SENTENCE));
        assertThat(EVIDENCE.claim("She turned the lamp.", List.of(0), ALL))
                .isEqualTo(new Grounding(List.of(), Doubt.UNKNOWN_SENTENCE));
        assertThat(EVIDENCE.claim("She turned the lamp.", List.of(5), new SentenceSpan(1, 4)))
                .isEqualTo(new Grounding(List.of(5), Doubt.OUTSIDE_CHAPTER));
    }

    @Test
    void sortsAndDeduplicatesWhatIsCited() {
        assertThat(EVIDENCE.claim("Martha has a lamp.", List.of(5, 1, 5), ALL))
                .isEqualTo(Grounding.verified(List.of(1, 5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "A machine cannot hear a boat in trouble, and it cannot make soup. |",
                "a machine can not hear a boat in trouble and it cannot make soup |",
                "A machine can hear a boat, and it makes good soup. | QUOTE_NOT_FOUND",
                "She turned the lamp by hand until the morning came. | QUOTE_NOT_FOUND",
            })
    void findsAQuotationUpToAFewLetters(String quotation, @Nullable Doubt doubt) {
        assertThat(EVIDENCE.quote(quotation, List.of(4), ALL).doubt()).isEqualTo(doubt);
    }

    @Test
    void doesNotForgiveAWrongNumberInAQuotation() {
        String altered = SAID.get(0).replace("six", "ten");

        assertThat(EVIDENCE.quote(altered, List.of(1), ALL).doubt()).isEqualTo(Doubt.QUOTE_NOT_FOUND);
    }

    @Test
    void keepsOnlyTheSentencesThatAQuotationNeeds() {
        assertThat(EVIDENCE.quote(SAID.get(3), List.of(2, 3, 4, 5), ALL)).isEqualTo(Grounding.verified(List.of(4)));
        assertThat(EVIDENCE.quote(SAID.get(3) + " " + SAID.get(4), List.of(3, 4, 5), ALL))
                .isEqualTo(Grounding.verified(List.of(4, 5)));
    }

    @Test
    void findsANameAsWholeWordsOnly() {
        assertThat(EVIDENCE.name("Peter", List.of(2)).isVerified()).isTrue();
        assertThat(EVIDENCE.name("Pet", List.of(2)).doubt()).isEqualTo(Doubt.NAME_NOT_FOUND);
        assertThat(EVIDENCE.name("Peter", List.of(1)).doubt()).isEqualTo(Doubt.NAME_NOT_FOUND);
        assertThat(EVIDENCE.mentions("the lamp")).isEqualTo(1);
        assertThat(EVIDENCE.mentions("machine")).isEqualTo(2);
        assertThat(EVIDENCE.mentions("mach")).isZero();
    }

    @Test
    void readsNumbersAsOtherLanguagesSpellThem() {
        Evidence german = evidence("de", null, List.of("Der Turm hat zweihundertsechs Stufen."));

        assertThat(german.claim("Die 206 Stufen des Turms.", List.of(1), new SentenceSpan(1, 1))
                        .doubt())
                .isNull();
        assertThat(german.claim("Die 207 Stufen des Turms.", List.of(1), new SentenceSpan(1, 1))
                        .doubt())
                .isEqualTo(Doubt.NUMBER_NOT_FOUND);
    }

    @Test
    void comparesMeaningsWithAnEmbedder() {
        SentenceEmbedder embedder = texts -> {
            List<float[]> vectors = new ArrayList<>();
            texts.forEach(text -> vectors.add(text.contains("soup") ? new float[] {1, 0} : new float[] {0, 1}));
            return vectors;
        };
        Evidence evidence = evidence("en", embedder, SAID);

        assertThat(evidence.claim("No engine cooks soup.", List.of(4, 5), ALL).doubt())
                .isNull();
        assertThat(evidence.claim("No engine cooks soup.", List.of(5), ALL).doubt())
                .isEqualTo(Doubt.TOO_FAR_FROM_EVIDENCE);
    }

    private static Evidence evidence(String language, @Nullable SentenceEmbedder embedder, List<String> texts) {
        List<Sentence> sentences = new ArrayList<>();
        for (String text : texts) {
            int number = sentences.size() + 1;
            sentences.add(new Sentence(number, new TimeRange(number * 1_000L, number * 1_000L + 900), text, null));
        }
        EpisodeMetadata metadata = new EpisodeMetadata("Night Tales", "Keeper's Rock", null, language, null);
        return new EvidenceVerifier(embedder, 0.5).of(new NotesRequest(metadata, sentences, List.of()));
    }
}
