package io.linernotes.enrichment.notes.offline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Words that carry content, told from those that any conversation holds. */
final class Terms {
    /** A word, with what names of software and such hold inside: {@code C++}, {@code AT-1}, {@code v0.4.2}. */
    static final Pattern WORD =
            Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}'’+#.\\-]*[\\p{L}\\p{M}\\p{N}+#]|[\\p{L}\\p{N}]");

    private static final Set<String> STOP_WORDS = read();
    private static final List<String> SUFFIXES = List.of("ing", "ed", "s");

    private Terms() {}

    /** The content words of a text, lower-cased and cut to a rough stem, in order. */
    static List<String> of(String text) {
        List<String> terms = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            String word = lower(matcher.group());
            if (isContent(word)) {
                terms.add(stem(word));
            }
        }
        return terms;
    }

    /** How many words of a text are stop words. */
    static long stopWords(String text) {
        return WORD.matcher(text)
                .results()
                .filter(word -> isStopWord(lower(word.group())))
                .count();
    }

    static String lower(String word) {
        return word.toLowerCase(Locale.ROOT).replace('’', '\'');
    }

    /** @param word lower-cased */
    static boolean isContent(String word) {
        return (word.length() > 2 || word.codePoints().anyMatch(Character::isIdeographic)) && !isStopWord(word);
    }

    /** @param word lower-cased */
    static boolean isStopWord(String word) {
        return STOP_WORDS.contains(word);
    }

    /** @param word lower-cased */
    static String stem(String word) {
        String stem = word.endsWith("'s") ? word.substring(0, word.length() - 2) : word;
        for (String suffix : SUFFIXES) {
            if (stem.endsWith(suffix) && !stem.endsWith("ss") && stem.length() - suffix.length() >= 4) {
                stem = stem.substring(0, stem.length() - suffix.length());
                break;
            }
        }
        return stem.length() > 4 && stem.endsWith("e") ? stem.substring(0, stem.length() - 1) : stem;
    }

    private static Set<String> read() {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Terms.class.getResourceAsStream("stopwords-en.txt")), StandardCharsets.UTF_8))) {
            return reader.lines().collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
