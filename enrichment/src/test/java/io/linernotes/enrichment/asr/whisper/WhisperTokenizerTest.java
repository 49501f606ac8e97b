package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class WhisperTokenizerTest {
    private final WhisperTokenizer tokenizer = new WhisperTokenizer(Fixtures.FOLDER.json("tokenizer.json"));

    @Test
    void readsTheReferenceTokens() {
        for (JsonNode window : Fixtures.windows()) {
            String text =
                    tokenizer.decode(Fixtures.integers(window.path("tokens"))).strip();

            assertThat(text).isEqualTo(window.path("text").asText());
        }
    }

    @Test
    void writesTheReferenceTokens() {
        for (JsonNode window : Fixtures.windows()) {
            List<Integer> tokens = Fixtures.integers(window.path("tokens_without_timestamps"));

            assertThat(tokenizer.encode(tokenizer.decode(tokens))).isEqualTo(tokens);
        }
    }

    @Test
    void joinsBytesOfACharacterAcrossTokens() {
        List<Integer> tokens = tokenizer.encode(" café 漢字 😀");

        assertThat(tokenizer.decode(tokens)).isEqualTo(" café 漢字 😀");
        assertThat(tokenizer.decode(tokens.subList(0, tokens.size() - 1))).endsWith("\uFFFD");
    }

    @Test
    void findsSpecialTokensByTheirRole() {
        SpecialTokens special = tokenizer.special();

        assertThat(special.endOfText()).isEqualTo(50256);
        assertThat(special.noSpeech()).isEqualTo(50361);
        assertThat(special.firstTimestamp()).isEqualTo(50363);
        assertThat(special.languages()).hasSize(99).containsEntry("en", 50258).containsEntry("su", 50356);
    }

    @Test
    void refusesATokenizerWithoutTheTokensOfItsRoles() throws IOException {
        JsonNode empty =
                new JsonMapper().readTree("{\"added_tokens\": [], \"model\": {\"vocab\": {}, \"merges\": []}}");

        assertThatThrownBy(() -> new WhisperTokenizer(empty))
                .isInstanceOf(EnrichmentException.class)
                .hasMessage("The tokenizer lacks the special token startoftranscript.");
    }

    @Test
    void readsTheCompleteVocabularies() throws IOException {
        assertThat(complete("english").encode(" The lighthouse keeper's garden, isn't it?"))
                .containsExactly(383, 46371, 28356, 338, 11376, 11, 2125, 470, 340, 30);
        assertThat(complete("multilingual").encode(" The lighthouse keeper's garden, isn't it?"))
                .containsExactly(440, 47481, 38709, 311, 7431, 11, 1943, 380, 309, 30);
        assertThat(complete("multilingual-v3").special().languages())
                .hasSize(100)
                .containsKey("yue");
    }

    private static WhisperTokenizer complete(String name) throws IOException {
        Path shared = Path.of(System.getProperty("linernotes.shared", "../../shared"));
        Path file = shared.resolve("models/whisper-tokenizers").resolve(name).resolve("tokenizer.json");
        if (!Files.exists(file)) {
            Assumptions.abort("Complete Whisper vocabularies are not here: " + name);
        }
        return new WhisperTokenizer(new JsonMapper().readTree(file.toFile()));
    }
}
