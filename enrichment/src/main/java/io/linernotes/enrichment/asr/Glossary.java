package io.linernotes.enrichment.asr;

import io.linernotes.enrichment.recording.EpisodeMetadata;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Names and terms that a recording is likely to mention, from what is written about it. */
public final class Glossary {
    private static final Pattern MARKUP = Pattern.compile("<[^>]*>|https?://\\S+|\\S+@\\S+");
    /** Capitalised words in a row that do not begin a sentence. */
    private static final Pattern NAME = Pattern.compile(
            "(?<=[\\p{L}\\p{N},;:(\"“] |[(\"“])\\p{Lu}[\\p{L}\\p{N}’'-]+(?: \\p{Lu}[\\p{L}\\p{N}’'-]+)*");

    private static final int MOST_NAMES = 40;

    private Glossary() {}

    /** One line of text; null when nothing is known. */
    public static @Nullable String of(EpisodeMetadata metadata) {
        Set<String> terms = new LinkedHashSet<>();
        addAll(terms, metadata.description());
        // Last, since the end of a prompt is what is kept, and what weighs most.
        add(terms, metadata.artist());
        add(terms, metadata.show());
        add(terms, metadata.title());
        return terms.isEmpty() ? null : String.join(", ", terms) + ".";
    }

    private static void addAll(Set<String> terms, @Nullable String description) {
        if (description != null) {
            Matcher matcher = NAME.matcher(MARKUP.matcher(description).replaceAll(" "));
            while (matcher.find() && terms.size() < MOST_NAMES) {
                terms.add(matcher.group());
            }
        }
    }

    private static void add(Set<String> terms, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            String plain = text.strip();
            terms.remove(plain);
            terms.add(plain);
        }
    }
}
