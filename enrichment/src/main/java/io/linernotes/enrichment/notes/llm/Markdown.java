package io.linernotes.enrichment.notes.llm;

import java.util.regex.Pattern;

/** Writes text of unknown origin into Markdown. */
final class Markdown {
    private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_\\[\\]<>#|~]");

    private Markdown() {}

    /** Text that shows as it is: no link, no emphasis, no HTML. */
    static String escaped(String text) {
        return SPECIAL.matcher(text).replaceAll("\\\\$0");
    }
}
