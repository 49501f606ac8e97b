package io.linernotes.enrichment.asr.whisper;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * What models trained on subtitles write over silence and music, in a resource per language. Compared by letters and
 * digits alone, without case, accents, punctuation and spaces. Immutable.
 */
final class PhantomPhrases {
    private static final String ENGLISH = "en";
    private static final Pattern IGNORED = Pattern.compile("[^\\p{L}\\p{N}]+");
    /** Letters that the end of a line may have where a phrase leaves it open: longer ones are sentences. */
    private static final int LONGEST_END = 60;

    private static final Map<String, PhantomPhrases> BY_LANGUAGE = new ConcurrentHashMap<>();

    private final Set<String> lines = new HashSet<>();
    private final List<String> beginnings = new ArrayList<>();

    private PhantomPhrases() {}

    /** Those of a language and of English, which models fall back to. */
    static PhantomPhrases of(String language) {
        return BY_LANGUAGE.computeIfAbsent(language, PhantomPhrases::read);
    }

    private static PhantomPhrases read(String language) {
        PhantomPhrases phrases = new PhantomPhrases();
        for (String name : new HashSet<>(List.of(ENGLISH, language))) {
            try (InputStream in = PhantomPhrases.class.getResourceAsStream("/phantoms/" + name + ".txt")) {
                if (in != null) {
                    new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                            .lines()
                            .filter(line -> !line.startsWith("#") && !line.isBlank())
                            .forEach(phrases::add);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return phrases;
    }

    private void add(String line) {
        if (line.endsWith("*")) {
            beginnings.add(letters(line));
        } else {
            lines.add(letters(line));
        }
    }

    /** Whether the whole text is such a phrase. */
    boolean contains(String text) {
        String letters = letters(text);
        return lines.contains(letters)
                || beginnings.stream()
                        .anyMatch(beginning ->
                                letters.startsWith(beginning) && letters.length() <= beginning.length() + LONGEST_END);
    }

    private static String letters(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        return IGNORED.matcher(plain).replaceAll("");
    }
}
