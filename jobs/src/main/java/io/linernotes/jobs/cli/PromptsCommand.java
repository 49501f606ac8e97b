package io.linernotes.jobs.cli;

import io.linernotes.jobs.service.ComparePromptsRequest;
import io.linernotes.jobs.service.ListPromptsRequest;
import io.linernotes.jobs.service.Service;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "prompts",
        mixinStandardHelpOptions = true,
        description = "List the prompts with version, fingerprint, tokens of a request besides the recording, and use.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  linernotes prompts",
            "  linernotes prompts diff chapters/v1 prompts/chapters/v2",
            "Exit codes: linernotes --help"
        })
final class PromptsCommand implements Callable<Integer> {
    private final Service service;

    @Option(
            names = "--json",
            description = "Print one JSON object per line, also on a terminal, where the default is a table.")
    private boolean json;

    private PromptsCommand(Service service) {
        this.service = service;
    }

    static CommandLine create(Service service) {
        return new CommandLine(new PromptsCommand(service)).addSubcommand(new Diff(service));
    }

    @Override
    public Integer call() {
        return service.listPrompts(new ListPromptsRequest(json || !Terminal.READS_OUTPUT))
                .number();
    }

    @Command(
            name = "diff",
            mixinStandardHelpOptions = true,
            description =
                    "Compare two versions of a prompt file by file, as a unified diff; examples as conversations.",
            footerHeading = "%nExamples:%n",
            footer = {
                "  linernotes prompts diff chapters/v1 prompts/chapters/v2",
                "  linernotes prompts diff chapters/v1 notes/v2",
                "Exit codes: linernotes --help"
            })
    private static final class Diff implements Callable<Integer> {
        private final Service service;

        @Parameters(
                index = "0",
                paramLabel = "A",
                description = "A prompt that ships, such as chapters/v1, or a folder .../TASK/VERSION with its files.")
        private String first = "";

        @Parameters(index = "1", paramLabel = "B", description = "Another one: lines with + are its.")
        private String second = "";

        private Diff(Service service) {
            this.service = service;
        }

        @Override
        public Integer call() {
            return service.comparePrompts(new ComparePromptsRequest(first, second))
                    .number();
        }
    }
}
