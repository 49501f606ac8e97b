package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptMessage;
import java.text.Normalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds what a prompt says itself, its instructions and its example, in an answer: nobody said that in the recording.
 * Only letters and digits are compared, so that spaces, dashes and letter case hide nothing.
 */
final class PromptEcho {
    /**
     * Letters in a row that are no coincidence, about five words: 4.3 million letters of transcripts and notes by people share
     * 22 in a row with none of the shipped prompts.
     */
    private static final int STRETCH = 24;

    private static final Pattern NO_LETTER = Pattern.compile("[^\\p{L}\\p{N}]+");

    private final Set<String> own = new HashSet<>();
    private final Map<String, String> variables;
    private @Nullable String shown;

    /** @param variables what the prompt was filled with: it may be repeated */
    PromptEcho(Prompt prompt, Map<String, String> variables) {
        this.variables = variables;
        String letters = letters(fixedText(prompt));
        for (int i = 0; i + STRETCH <= letters.length(); i++) {
            own.add(letters.substring(i, i + STRETCH));
        }
    }

    /** The place of the first text that repeats the prompt; null when there is none. */
    @Nullable
    String place(JsonNode answer) {
        return place(answer, "$");
    }

    private @Nullable String place(JsonNode node, String path) {
        String place = node.isTextual() && isEcho(node.textValue()) ? path : null;
        for (int i = 0; place == null && node.isArray() && i < node.size(); i++) {
            place = place(node.path(i), "%s[%d]".formatted(path, i));
        }
        for (Map.Entry<String, JsonNode> property : node.properties()) {
            if (place == null) {
                place = place(property.getValue(), path + "." + property.getKey());
            }
        }
        return place;
    }

    private boolean isEcho(String text) {
        String letters = letters(text);
        for (int i = 0; i + STRETCH <= letters.length(); i++) {
            String stretch = letters.substring(i, i + STRETCH);
            if (own.contains(stretch) && !shown().contains(stretch)) {
                return true;
            }
        }
        return false;
    }

    private String shown() {
        if (shown == null) {
            shown = letters(String.join(" ", variables.values()));
        }
        return shown;
    }

    private static String fixedText(Prompt prompt) {
        Map<String, String> blanks = new HashMap<>();
        prompt.user().variables().forEach(name -> blanks.put(name, ""));
        return prompt.render(blanks).stream().map(PromptMessage::text).collect(Collectors.joining(" "))
                + prompt.repair().render(Map.of("reason", ""))
                + prompt.schema().text();
    }

    private static String letters(String text) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
        return NO_LETTER.matcher(plain).replaceAll("");
    }
}
