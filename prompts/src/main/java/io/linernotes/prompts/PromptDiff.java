package io.linernotes.prompts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.util.ArrayList;
import java.util.List;

/** What changed between two versions of a prompt, file by file, as a unified diff. */
public final class PromptDiff {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int CONTEXT = 2;

    private PromptDiff() {}

    /**
     * Compares all files. Examples are shown as the turns of a conversation, since each is a single line of JSON.
     *
     * @param nameA how the diff calls the first one
     * @return empty when they are equal
     */
    public static List<String> lines(String nameA, PromptFiles a, String nameB, PromptFiles b) {
        List<String> lines = new ArrayList<>();
        for (String file : PromptFiles.NAMES) {
            List<String> before = readable(a, file);
            lines.addAll(UnifiedDiffUtils.generateUnifiedDiff(
                    nameA + "/" + file,
                    nameB + "/" + file,
                    before,
                    DiffUtils.diff(before, readable(b, file)),
                    CONTEXT));
        }
        return lines;
    }

    private static List<String> readable(PromptFiles files, String name) {
        if (!name.equals(PromptFiles.EXAMPLES)) {
            return files.text(name).lines().toList();
        }
        Prompt prompt = files.prompt();
        List<String> turns = new ArrayList<>();
        for (PromptExample example : prompt.examples()) {
            turns.add("user:");
            prompt.user().render(example.variables()).lines().forEach(turns::add);
            turns.add("assistant:");
            pretty(example).lines().forEach(turns::add);
        }
        return turns;
    }

    private static String pretty(PromptExample example) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(example.answer());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A JSON node cannot be written as JSON", e);
        }
    }
}
