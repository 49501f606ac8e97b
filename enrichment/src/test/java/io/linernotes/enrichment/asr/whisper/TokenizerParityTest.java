package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.Encoding;
import com.knuddels.jtokkit.api.GptBytePairEncodingParams;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our tokenizer against Hugging Face's and JTokkit's, which share no code with it and none with each other. */
class TokenizerParityTest {
    private static final int STRINGS = 10_000;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Pattern PIECES = Pattern.compile(
            "'(?:[sdmt]|ll|ve|re)| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final String SPACES = "   \n\t\r\u000b\u00a0\u0085\u1680\u2003\u2028\u202f\u3000\u200b\u001c";
    private static final List<String> CONTRACTIONS =
            List.of("it's", "IT'S", "don't", "we'll", "they're", "I've", "I'm", "he'd", "'s", "''s", " 'tis", "l’eau");
    private static final List<String> WORDS = List.of(
            "lighthouse",
            "Garden",
            "bees",
            "straße",
            "naïve",
            "мёд",
            "λόγος",
            "שלום",
            "سلام",
            "नमस्ते",
            "こんにちは",
            "한국어");

    @ParameterizedTest
    @ValueSource(strings = {"english", "multilingual", "multilingual-v3"})
    void agreesWithBothOnTheCompleteVocabularies(String vocabulary) throws IOException {
        Path shared = Path.of(System.getProperty("linernotes.shared", "../../shared"));
        Path file =
                shared.resolve("models/whisper-tokenizers").resolve(vocabulary).resolve("tokenizer.json");
        if (!Files.exists(file)) {
            Assumptions.abort("Complete Whisper vocabularies are not here: " + vocabulary);
        }
        JsonNode json = MAPPER.readTree(file.toFile());

        compare(json, jtokkit(json));
    }

    @Test
    void agreesWithHuggingFaceOnTheEmbeddedVocabulary() throws IOException {
        compare(Fixtures.FOLDER.json("tokenizer.json"), null);
    }

    @Test
    void writesHalvesOfCharactersAsUnknown() {
        WhisperTokenizer tokenizer = new WhisperTokenizer(Fixtures.FOLDER.json("tokenizer.json"));

        assertThat(tokenizer.decode(tokenizer.encode("a\uD83Db\uDE00\uD83D"))).isEqualTo("a\uFFFDb\uFFFD\uFFFD");
    }

    private static void compare(JsonNode json, @Nullable Encoding jtokkit) throws IOException {
        WhisperTokenizer tokenizer = new WhisperTokenizer(json);
        byte[] content = MAPPER.writeValueAsBytes(json);
        Map<String, String> options = Map.of("truncation", "false", "padding", "false");
        Random random = new Random(7);
        try (HuggingFaceTokenizer huggingFace =
                HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(content), options)) {
            for (int i = 0; i < STRINGS; i++) {
                String text = text(random);
                List<Integer> tokens = tokenizer.encode(text);

                String description =
                        text.codePoints().mapToObj(Integer::toHexString).collect(Collectors.joining(" "));
                assertThat(tokens)
                        .as(description)
                        .isEqualTo(Arrays.stream(
                                        huggingFace.encode(text, false, false).getIds())
                                .mapToObj(id -> (int) id)
                                .toList());
                if (jtokkit != null) {
                    assertThat(tokens)
                            .as(description)
                            .isEqualTo(jtokkit.encodeOrdinary(text).boxed());
                }
                assertThat(tokenizer.decode(tokens)).isEqualTo(text);
            }
        }
    }

    /** Ranks are the ids: the published vocabularies list tokens in the order of their merges. */
    private static Encoding jtokkit(JsonNode json) {
        IdentityHashMap<byte[], Integer> ranks = new IdentityHashMap<>();
        json.path("model").path("vocab").properties().forEach(entry -> {
            if (!entry.getKey().startsWith("<|")) {
                ranks.put(bytes(entry.getKey()), entry.getValue().asInt());
            }
        });
        return Encodings.newLazyEncodingRegistry()
                .registerGptBytePairEncoding(new GptBytePairEncodingParams("whisper", PIECES, ranks, Map.of()))
                .getEncoding("whisper")
                .orElseThrow();
    }

    /** Printable Latin-1 letters stand for themselves, letters from U+0100 on for the other bytes in order. */
    private static byte[] bytes(String token) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < token.length(); i++) {
            int letter = token.charAt(i);
            int b = letter;
            if (letter >= 256) {
                int n = letter - 256;
                b = n <= 32 ? n : n <= 66 ? n - 33 + 127 : 173;
            }
            bytes.write(b);
        }
        return bytes.toByteArray();
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.nextInt(12);
        for (int i = 0; i < parts; i++) {
            int length = 1 + random.nextInt(8);
            switch (random.nextInt(10)) {
                case 0 -> random.ints(length, 32, 127).forEach(text::appendCodePoint);
                case 1 ->
                    random.ints(length, 0, 0x110000)
                            .filter(TokenizerParityTest::isCharacter)
                            .forEach(text::appendCodePoint);
                case 2 -> random.ints(length, 0x1F300, 0x1FA00).forEach(text::appendCodePoint);
                case 3 ->
                    random.ints(length, 0x300, 0x370)
                            .forEach(c -> text.append('e').appendCodePoint(c));
                case 4 -> random.ints(length, 0, SPACES.length()).forEach(c -> text.append(SPACES.charAt(c)));
                case 5 -> text.append(random.nextLong());
                case 6 -> text.append(CONTRACTIONS.get(random.nextInt(CONTRACTIONS.size())));
                case 7 -> random.ints(length, 0xA0, 0x3100).forEach(text::appendCodePoint);
                case 8 -> random.ints(length, 0x4E00, 0xA000).forEach(text::appendCodePoint);
                default -> text.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
            }
        }
        return text.toString();
    }

    private static boolean isCharacter(int codePoint) {
        return codePoint < 0xD800 || codePoint > 0xDFFF;
    }
}
