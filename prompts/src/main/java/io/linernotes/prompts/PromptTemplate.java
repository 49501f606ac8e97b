package io.linernotes.prompts;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with {@code {{name}}} placeholders. They are filled in one pass: braces inside a value stay as they are, so a
 * value cannot pull in another one.
 */
public final class PromptTemplate {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z][A-Za-z0-9]*)}}");

    private final String text;
    private final Set<String> variables;

    /** Reads a template; a brace pair that is no placeholder is refused. */
    public PromptTemplate(String text) {
        this.text = text;
        this.variables = new TreeSet<>();
        Matcher matcher = PLACEHOLDER.matcher(text);
        StringBuilder rest = new StringBuilder();
        while (matcher.find()) {
            variables.add(matcher.group(1));
            matcher.appendReplacement(rest, "");
        }
        matcher.appendTail(rest);
        if (rest.indexOf("{{") >= 0 || rest.indexOf("}}") >= 0) {
            throw new IllegalArgumentException("Invalid template: double braces that are no {{name}}");
        }
    }

    /** The names it needs, sorted. */
    public Set<String> variables() {
        return Set.copyOf(variables);
    }

    /**
     * Fills the placeholders.
     *
     * @param values exactly the {@link #variables()}
     * @throws IllegalArgumentException naming every missing and every surplus variable
     */
    public String render(Map<String, String> values) {
        Set<String> missing = new TreeSet<>(variables);
        missing.removeAll(values.keySet());
        Set<String> surplus = new TreeSet<>(values.keySet());
        surplus.removeAll(variables);
        if (!missing.isEmpty() || !surplus.isEmpty()) {
            throw new IllegalArgumentException(
                    "Invalid variables: missing = %s, surplus = %s".formatted(missing, surplus));
        }
        return PLACEHOLDER.matcher(text).replaceAll(match -> Matcher.quoteReplacement(values.get(match.group(1))));
    }
}
