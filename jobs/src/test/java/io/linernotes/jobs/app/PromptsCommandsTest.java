package io.linernotes.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.jobs.app.Application.Ending;
import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptCatalog;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about prompts as a user gives them. */
class PromptsCommandsTest {
    @TempDir
    Path folder;

    private Path candidate;

    @BeforeEach
    void copyChapters() throws IOException {
        candidate = Files.createDirectories(folder.resolve("chapters/v2"));
        for (String file : List.of("system.md", "user.md", "repair.md", "output.schema.json", "examples.jsonl")) {
            try (InputStream in = PromptsCommandsTest.class.getResourceAsStream("/prompts/chapters/v1/" + file)) {
                Files.copy(in, candidate.resolve(file));
            }
        }
    }

    @Test
    void listsEveryPromptWithFingerprintTokensAndUse() throws IOException {
        Ending ending = prompts("--json");

        assertThat(ending.exitCode()).isZero();
        List<Prompt> shipped = new PromptCatalog().all();
        List<String> lines = ending.out().lines().toList();
        assertThat(lines).hasSameSizeAs(shipped);
        for (int i = 0; i < lines.size(); i++) {
            JsonNode line = new ObjectMapper().readTree(lines.get(i));
            Prompt prompt = shipped.get(i);
            assertThat(line.path("prompt").asText() + "/" + line.path("version").asText())
                    .isEqualTo(prompt.id().toString());
            assertThat(line.path("sha256").asText()).isEqualTo(prompt.sha256());
            assertThat(line.path("tokens").asInt()).isEqualTo(new TokenCounter().tokens(prompt));
            assertThat(line.path("used_by").asText()).matches("(run|evaluate).*: for each .*");
        }
        assertThat(lines.get(0)).contains("\"used_by\":\"run, enrich: for each part of a transcript\"");
    }

    @Test
    void showsWhatACandidateChanges() throws IOException {
        replace("system.md", "chapter editor of a library", "chapter editor of an archive");
        replace("examples.jsonl", "Heat lengthens the rod", "Warmth lengthens the rod");

        Ending ending = prompts("diff", "chapters/v1", candidate.toString());

        assertThat(ending.exitCode()).as(ending.err()).isZero();
        List<String> lines = ending.out().lines().toList();
        assertThat(lines.get(0)).matches("chapters/v1: [0-9a-f]{12}, \\d,\\d{3} tokens");
        assertThat(lines.get(1))
                .startsWith(candidate + ": ")
                .doesNotContain(lines.get(0).substring(13, 25));
        assertThat(lines.subList(3, 6))
                .containsExactly("--- chapters/v1/system.md", "+++ " + candidate + "/system.md", "@@ -1,3 +1,3 @@");
        assertThat(lines).filteredOn(line -> line.startsWith("---")).hasSize(2);
        assertThat(lines)
                .filteredOn(line -> line.matches("[-+] .*rod.*"))
                .as("an example is a conversation, not a line of 5,000 characters")
                .satisfiesExactly(
                        line -> assertThat(line).startsWith("-    \"summary\" : \"Heat lengthens"),
                        line -> assertThat(line).startsWith("+    \"summary\" : \"Warmth lengthens"));
    }

    @Test
    void saysThatTwoVersionsAreEqual() {
        Ending ending = prompts("diff", candidate.toString(), "chapters/v1");

        assertThat(ending.exitCode()).isZero();
        assertThat(ending.out().lines().toList()).hasSize(3).last().isEqualTo("They are equal.");
    }

    @Test
    void refusesWhatIsNoPromptInOneSentence() throws IOException {
        assertRefused("chapters/v9", "there is no such folder, and none of that name ships.");
        replace("user.md", "{{transcript}}", "{{words}}");
        assertRefused(candidate.toString(), "Invalid example in chapters/v2: variables = ");
        Files.writeString(candidate.resolve("output.schema.json"), "{");
        assertRefused(candidate.toString(), "Invalid schema: not JSON.");
        Files.delete(candidate.resolve("system.md"));
        assertRefused(candidate.toString(), "there is no file system.md.");
        assertRefused(folder.toString(), "Invalid prompt id: task = ");
    }

    private void assertRefused(String name, String reason) {
        Ending ending = prompts("diff", "chapters/v1", name);

        assertThat(ending.exitCode()).isEqualTo(25);
        assertThat(ending.out()).isEmpty();
        assertThat(ending.err().lines())
                .singleElement()
                .satisfies(line -> assertThat(line)
                        .startsWith("linernotes prompts diff: " + name + " holds no prompt: " + reason));
    }

    private void replace(String file, String from, String to) throws IOException {
        String text = Files.readString(candidate.resolve(file));
        assertThat(text).contains(from);
        Files.writeString(candidate.resolve(file), text.replace(from, to));
    }

    private static Ending prompts(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "prompts";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Application.execute(all);
    }
}
