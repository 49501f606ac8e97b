package io.linernotes.evaluation.metric.transcript;

import io.linernotes.evaluation.metric.text.WordErrors;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/**
 * Signs of a loop that need no reference.
 *
 * @param compressionRatio bytes over zlib-compressed bytes, as in Whisper; null for an empty text
 * @param longestLoopWords words in the longest run of one phrase of at most five words, said at least twice in a row
 * @param distinctPairs share of neighbouring word pairs that are different; null for fewer than two words
 */
public record Repetition(
        @Nullable Double compressionRatio,
        int longestLoopWords,
        @Nullable Double distinctPairs) {
    /** Whisper decodes again above this. */
    public static final double SUSPICIOUS_RATIO = 2.4;

    private static final int LONGEST_PHRASE = 5;

    public static Repetition of(String text) {
        List<String> words = WordErrors.words(text);
        return new Repetition(compressionRatio(text), longestLoop(words), distinctPairs(words));
    }

    public boolean isSuspicious() {
        return compressionRatio != null && compressionRatio > SUSPICIOUS_RATIO;
    }

    private static @Nullable Double compressionRatio(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0) {
            return null;
        }
        Deflater deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] buffer = new byte[8192];
            long compressed = 0;
            while (!deflater.finished()) {
                compressed += deflater.deflate(buffer);
            }
            return (double) bytes.length / compressed;
        } finally {
            deflater.end();
        }
    }

    private static int longestLoop(List<String> words) {
        int longest = 0;
        for (int phrase = 1; phrase <= LONGEST_PHRASE; phrase++) {
            int same = 0;
            for (int i = phrase; i < words.size(); i++) {
                same = words.get(i).equals(words.get(i - phrase)) ? same + 1 : 0;
                int repeats = same / phrase;
                if (repeats > 0) {
                    longest = Math.max(longest, phrase * (repeats + 1));
                }
            }
        }
        return longest;
    }

    private static @Nullable Double distinctPairs(List<String> words) {
        if (words.size() < 2) {
            return null;
        }
        Set<List<String>> pairs = new HashSet<>();
        for (int i = 0; i + 1 < words.size(); i++) {
            pairs.add(words.subList(i, i + 2));
        }
        return (double) pairs.size() / (words.size() - 1);
    }
}
