package io.linernotes.prompts;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The prompts that ship with the product. All are read and checked when the catalogue is made, so that a broken file is
 * found at start-up and not after the first paid call. Immutable.
 */
public final class PromptCatalog {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String SYSTEM = "system.md";
    private static final String USER = "user.md";
    private static final String REPAIR = "repair.md";
    private static final String SCHEMA = "output.schema.json";
    private static final String EXAMPLES = "examples.jsonl";

    private final Map<PromptId, Prompt> prompts = new TreeMap<>(Comparator.comparing(PromptId::toString));

    /** Reads the shipped prompts. */
    public PromptCatalog() {
        this(Stream.of(PromptId.CHAPTERS, PromptId.TOPICS, PromptId.NOTES, PromptId.JUDGE)
                .map(PromptCatalog::load)
                .toList());
    }

    /** Of these prompts instead. */
    public PromptCatalog(List<Prompt> prompts) {
        prompts.forEach(prompt -> this.prompts.put(prompt.id(), prompt));
    }

    /**
     * The prompt of that name.
     *
     * @throws IllegalArgumentException when there is none
     */
    public Prompt prompt(PromptId id) {
        Prompt prompt = prompts.get(id);
        if (prompt == null) {
            throw new IllegalArgumentException("Unknown prompt: %s, known = %s".formatted(id, prompts.keySet()));
        }
        return prompt;
    }

    /** All prompts, by name. */
    public List<Prompt> all() {
        return List.copyOf(prompts.values());
    }

    private static Prompt load(PromptId id) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : List.of(SYSTEM, USER, REPAIR, SCHEMA, EXAMPLES)) {
            files.put(name, read("/prompts/%s/%s".formatted(id, name)));
        }
        return new Prompt(
                id,
                text(files, SYSTEM),
                new PromptTemplate(text(files, USER)),
                new PromptTemplate(text(files, REPAIR)),
                new OutputSchema(text(files, SCHEMA)),
                examples(text(files, EXAMPLES)),
                fingerprint(files));
    }

    private static byte[] read(String resource) {
        try (InputStream stream = PromptCatalog.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException("Prompt file is missing: " + resource);
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read prompt file: " + resource, e);
        }
    }

    private static String text(Map<String, byte[]> files, String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    private static List<PromptExample> examples(String lines) {
        List<PromptExample> examples = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            try {
                JsonNode node = MAPPER.readTree(line);
                Map<String, String> variables =
                        MAPPER.convertValue(node.required("variables"), new TypeReference<Map<String, String>>() {});
                examples.add(new PromptExample(variables, node.required("answer")));
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read prompt example " + (examples.size() + 1), e);
            }
        }
        return examples;
    }

    /** Over name, length and bytes of each file, by name: a byte cannot move from one file to another unnoticed. */
    private static String fingerprint(Map<String, byte[]> files) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            files.forEach((name, bytes) -> {
                digest.update("%s %d\n".formatted(name, bytes.length).getBytes(StandardCharsets.UTF_8));
                digest.update(bytes);
            });
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
