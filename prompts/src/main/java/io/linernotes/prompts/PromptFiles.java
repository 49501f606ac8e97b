package io.linernotes.prompts;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The files of one version of a prompt, as they lie in its folder. */
public final class PromptFiles {
    static final String SYSTEM = "system.md";
    static final String USER = "user.md";
    static final String REPAIR = "repair.md";
    static final String SCHEMA = "output.schema.json";
    static final String EXAMPLES = "examples.jsonl";
    /** In the order in which a reader wants to see them. */
    static final List<String> NAMES = List.of(SYSTEM, USER, REPAIR, SCHEMA, EXAMPLES);

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final PromptId id;
    private final Map<String, byte[]> files;

    private PromptFiles(PromptId id, Map<String, byte[]> files) {
        this.id = id;
        this.files = files;
    }

    /** Those that ship with the product; the prompts of {@link PromptCatalog} have some. */
    public static PromptFiles shipped(PromptId id) {
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : NAMES) {
            String resource = "/prompts/%s/%s".formatted(id, name);
            try (InputStream stream = PromptFiles.class.getResourceAsStream(resource)) {
                if (stream == null) {
                    throw new IllegalStateException("Prompt file is missing: " + resource);
                }
                files.put(name, stream.readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException("Cannot read prompt file: " + resource, e);
            }
        }
        return new PromptFiles(id, files);
    }

    /**
     * Those of a folder whose path ends in the prompt's task and version, for example {@code chapters/v2}.
     *
     * @throws IllegalArgumentException when it does not, or when the folder or a file is missing
     */
    public static PromptFiles in(Path folder) throws IOException {
        Path path = folder.toAbsolutePath().normalize();
        int names = path.getNameCount();
        if (!Files.isDirectory(path) || names < 2) {
            throw new IllegalArgumentException("there is no such folder, and none of that name ships");
        }
        PromptId id = new PromptId(
                path.getName(names - 2).toString(), path.getName(names - 1).toString());
        Map<String, byte[]> files = new TreeMap<>();
        for (String name : NAMES) {
            if (!Files.isRegularFile(path.resolve(name))) {
                throw new IllegalArgumentException("there is no file " + name);
            }
            files.put(name, Files.readAllBytes(path.resolve(name)));
        }
        return new PromptFiles(id, files);
    }

    String text(String name) {
        return new String(files.get(name), StandardCharsets.UTF_8);
    }

    /**
     * The prompt that they make.
     *
     * @throws IllegalArgumentException when they do not fit together
     */
    public Prompt prompt() {
        return new Prompt(
                id,
                text(SYSTEM),
                new PromptTemplate(text(USER)),
                new PromptTemplate(text(REPAIR)),
                new OutputSchema(text(SCHEMA)),
                examples(),
                fingerprint());
    }

    private List<PromptExample> examples() {
        List<PromptExample> examples = new ArrayList<>();
        for (String line : text(EXAMPLES).lines().toList()) {
            try {
                JsonNode node = MAPPER.readTree(line);
                Map<String, String> variables =
                        MAPPER.convertValue(node.required("variables"), new TypeReference<Map<String, String>>() {});
                examples.add(new PromptExample(variables, node.required("answer")));
            } catch (JsonProcessingException e) {
                throw new IllegalArgumentException("Invalid example %d: not JSON".formatted(examples.size() + 1), e);
            }
        }
        return examples;
    }

    /** Over name, length and bytes of each file, by name: a byte cannot move from one file to another unnoticed. */
    private String fingerprint() {
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
