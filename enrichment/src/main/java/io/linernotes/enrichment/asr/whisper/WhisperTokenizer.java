package io.linernotes.enrichment.asr.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Byte-level byte-pair encoding as {@code tokenizer.json} of a Hugging Face model folder describes it. A token is a
 * run of bytes, not of characters: only a whole sequence can be read as UTF-8. Immutable.
 */
final class WhisperTokenizer {
    /** How text is cut before merging: contractions, then letters, digits or others, each with one space before. */
    private static final Pattern PIECES = Pattern.compile(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            Pattern.UNICODE_CHARACTER_CLASS);

    /** Java reads a pair as one character that is not a surrogate. */
    private static final Pattern LONE_SURROGATE = Pattern.compile("\\p{Cs}");

    private final Map<Integer, byte[]> bytes = new HashMap<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, Integer> mergeRanks = new HashMap<>();
    private final char[] letters = byteLetters();
    private final SpecialTokens special;

    /** @param json content of {@code tokenizer.json} */
    WhisperTokenizer(JsonNode json) {
        int[] byteOf = new int[512];
        for (int b = 0; b < 256; b++) {
            byteOf[letters[b]] = b;
        }
        json.path("model").path("vocab").properties().forEach(entry -> {
            String token = entry.getKey();
            ids.put(token, entry.getValue().asInt());
            if (token.chars().allMatch(letter -> letter < byteOf.length)) {
                byte[] content = new byte[token.length()];
                for (int i = 0; i < content.length; i++) {
                    content[i] = (byte) byteOf[token.charAt(i)];
                }
                bytes.put(entry.getValue().asInt(), content);
            }
        });
        for (JsonNode merge : json.path("model").path("merges")) {
            String pair =
                    merge.isArray() ? merge.get(0).asText() + " " + merge.get(1).asText() : merge.asText();
            mergeRanks.put(pair, mergeRanks.size());
        }
        Map<String, Integer> added = new HashMap<>();
        json.path("added_tokens")
                .forEach(token -> added.put(
                        token.path("content").asText(), token.path("id").asInt()));
        special = SpecialTokens.of(added);
    }

    SpecialTokens special() {
        return special;
    }

    /** Ids of a text without special tokens; halves of characters count as U+FFFD. */
    List<Integer> encode(String text) {
        List<Integer> result = new ArrayList<>();
        Matcher matcher = PIECES.matcher(LONE_SURROGATE.matcher(text).replaceAll("\uFFFD"));
        while (matcher.find()) {
            for (String part : merged(matcher.group())) {
                Integer id = ids.get(part);
                if (id == null) {
                    throw new EnrichmentException(
                            ErrorCode.MODEL_INTEGRITY,
                            "The tokenizer's vocabulary lacks a token that its merges make.");
                }
                result.add(id);
            }
        }
        return result;
    }

    /** Text of a sequence; special tokens give nothing, bytes that are not UTF-8 give U+FFFD. */
    String decode(List<Integer> tokens) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (int token : tokens) {
            if (token < special.endOfText()) {
                all.writeBytes(bytes.getOrDefault(token, new byte[0]));
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }

    /** Joins neighbours in the order of the merges until none is left. */
    private List<String> merged(String piece) {
        List<String> parts = new ArrayList<>();
        for (byte b : piece.getBytes(StandardCharsets.UTF_8)) {
            parts.add(String.valueOf(letters[b & 0xff]));
        }
        while (parts.size() > 1) {
            int best = -1;
            int bestRank = Integer.MAX_VALUE;
            for (int i = 0; i + 1 < parts.size(); i++) {
                int rank = mergeRanks.getOrDefault(parts.get(i) + " " + parts.get(i + 1), Integer.MAX_VALUE);
                if (rank < bestRank) {
                    best = i;
                    bestRank = rank;
                }
            }
            if (best < 0) {
                break;
            }
            parts.set(best, parts.get(best) + parts.remove(best + 1));
        }
        return parts;
    }

    /** The visible character that stands for each byte in the file: itself where printable, else from U+0100 on. */
    private static char[] byteLetters() {
        char[] letters = new char[256];
        char next = 256;
        for (int b = 0; b < 256; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
            letters[b] = printable ? (char) b : next++;
        }
        return letters;
    }
}
