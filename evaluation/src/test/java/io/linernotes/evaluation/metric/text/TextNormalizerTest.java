package io.linernotes.evaluation.metric.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.evaluation.SharedData;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextNormalizerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
                    We won't, they can't and she's gone           | we will not they can not and she has gone
                    The neighbour's grey theatre                  | the neighbor is gray theater
                    three hundred and five                        | 305
                    nineteen eighty four                          | 1984
                    twenty twenty one                             | 2021
                    two million and three thousand                | 2003000
                    the third of may, the fifties                 | the 3rd of may the 50s
                    minus four point five per cent                | -4.5%
                    ten pounds, or ten dollars and five cents     | £10 or $10.05
                    one of a hundred                              | one of a 100
                    double seven, triple oh                       | 77000
                    per se, a minus sign, a point of view         | per se a minus sign a point of view
                    (laughs) Hmm, 1,234.5 [music] <i>x</i>        | 1234.5 x
                    """)
    void writesEnglishAsWhisperDoes(String text, String expected) {
        assertThat(TextNormalizer.ENGLISH.normalize(text).strip()).isEqualTo(expected);
    }

    @Test
    void basicKeepsAccentsUnlessToldOtherwise() {
        assertThat(TextNormalizer.BASIC.normalize("Größe, [x] café!")).isEqualTo("größe café ");
        assertThat(TextNormalizer.BASIC_WITHOUT_DIACRITICS.normalize("Größe café"))
                .isEqualTo("grosse cafe");
        assertThat(TextNormalizer.BASIC_LETTERS.normalize("東京")).isEqualTo("東 京");
    }

    @ParameterizedTest
    @CsvSource({"en, ENGLISH", "EN, ENGLISH", "de, BASIC", "ja, BASIC_LETTERS", "und, BASIC"})
    void languageChoosesTheNormaliser(String language, TextNormalizer expected) {
        assertThat(TextNormalizer.forLanguage(language)).isEqualTo(expected);
    }

    @Test
    void agreesWithTheReferenceImplementation() {
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode vector : SharedData.vectors("normalizer-whisper").get("cases")) {
            check(softly, vector, "english", TextNormalizer.ENGLISH);
            check(softly, vector, "basic", TextNormalizer.BASIC);
            check(softly, vector, "basic_remove_diacritics", TextNormalizer.BASIC_WITHOUT_DIACRITICS);
            check(softly, vector, "basic_split_letters", TextNormalizer.BASIC_LETTERS);
        }
        softly.assertAll();
    }

    private static void check(SoftAssertions softly, JsonNode vector, String field, TextNormalizer normalizer) {
        if (vector.has(field)) {
            softly.assertThat(normalizer.normalize(vector.get("input").textValue()))
                    .as("%s of %s", field, vector.get("input"))
                    .isEqualTo(vector.get(field).textValue());
        }
    }
}
