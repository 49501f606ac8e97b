package io.linernotes.jobs.prompts;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.jobs.service.ComparePromptsRequest;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.ListPromptsRequest;
import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptDiff;
import io.linernotes.prompts.PromptFiles;
import io.linernotes.prompts.PromptId;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Answers the commands about prompts. */
public final class PromptsService {
    private static final int FINGERPRINT_DIGITS = 12;
    private static final Map<PromptId, String> USES = Map.of(
            PromptId.CHAPTERS, "run, enrich: for each part of a transcript",
            PromptId.CONSISTENCY, "run, enrich: for each recording of several parts, with its topics",
            PromptId.TOPICS, "run, enrich: for each other recording",
            PromptId.NOTES, "run, enrich: for each recording, or each part of a long one",
            PromptId.SUMMARY, "run, enrich: for each recording of several such parts",
            PromptId.JUDGE, "evaluate --judge: for each recording, in two orders");

    private final PrintStream out;
    private final PromptCatalog catalog = new PromptCatalog();
    private final TokenCounter counter = new TokenCounter();

    public PromptsService(PrintStream out) {
        this.out = out;
    }

    /** Prints one line per prompt. Tokens are those of a request besides the recording, the example included. */
    public ExitCode list(ListPromptsRequest request) {
        if (!request.json()) {
            out.printf("%-12s %-8s %-13s %7s  %s%n", "prompt", "version", "fingerprint", "tokens", "used by");
        }
        for (Prompt prompt : catalog.all()) {
            if (request.json()) {
                out.println(json(prompt));
            } else {
                out.printf(
                        Locale.ROOT,
                        "%-12s %-8s %-13s %,7d  %s%n",
                        prompt.id().task(),
                        prompt.id().version(),
                        fingerprint(prompt),
                        counter.tokens(prompt),
                        use(prompt));
            }
        }
        return ExitCode.OK;
    }

    /** Prints fingerprints, tokens and a unified diff, or that the two are equal. */
    public ExitCode compare(ComparePromptsRequest request) {
        Version first = version(request.first());
        Version second = version(request.second());
        for (Version version : List.of(first, second)) {
            out.printf(
                    Locale.ROOT,
                    "%s: %s, %,d tokens%n",
                    version.name,
                    fingerprint(version.prompt),
                    counter.tokens(version.prompt));
        }
        List<String> diff = PromptDiff.lines(first.name, first.files, second.name, second.files);
        out.println(diff.isEmpty() ? "They are equal." : "");
        diff.forEach(out::println);
        return ExitCode.OK;
    }

    /** One side of a comparison, with the prompt that its files make. */
    private record Version(String name, PromptFiles files, Prompt prompt) {}

    private Version version(String name) {
        try {
            PromptFiles files = catalog.all().stream()
                    .map(Prompt::id)
                    .filter(id -> id.toString().equals(name))
                    .findFirst()
                    .map(PromptFiles::shipped)
                    .orElse(null);
            if (files == null) {
                files = PromptFiles.in(Path.of(name));
            }
            return new Version(name, files, files.prompt());
        } catch (IllegalArgumentException e) {
            throw unusable(name, String.valueOf(e.getMessage()), e);
        } catch (IOException e) {
            throw unusable(name, "it cannot be read (%s)".formatted(e.getClass().getSimpleName()), e);
        }
    }

    private static EnrichmentException unusable(String name, String reason, Exception cause) {
        return new EnrichmentException(
                ErrorCode.CONFIG_INVALID, "%s holds no prompt: %s.".formatted(name, reason), cause);
    }

    private static String use(Prompt prompt) {
        return USES.getOrDefault(prompt.id(), "nobody");
    }

    private static String fingerprint(Prompt prompt) {
        return prompt.sha256().substring(0, FINGERPRINT_DIGITS);
    }

    private ObjectNode json(Prompt prompt) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("prompt", prompt.id().task())
                .put("version", prompt.id().version())
                .put("sha256", prompt.sha256())
                .put("tokens", counter.tokens(prompt))
                .put("used_by", use(prompt));
    }
}
