package io.linernotes.evaluation.metric.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** British spellings to American ones, word by word, from {@code spelling/british-american.txt}. */
final class AmericanSpelling {
    private static final String RESOURCE = "/spelling/british-american.txt";
    private static final Map<String, String> AMERICAN = load();

    private AmericanSpelling() {}

    /** The words in American spelling, with one space between them. */
    static String of(List<String> words) {
        return words.stream().map(word -> AMERICAN.getOrDefault(word, word)).collect(Collectors.joining(" "));
    }

    private static Map<String, String> load() {
        InputStream resource = AmericanSpelling.class.getResourceAsStream(RESOURCE);
        if (resource == null) {
            throw new IllegalStateException("The jar lacks its resource " + RESOURCE);
        }
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(" ", 2))
                    .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
