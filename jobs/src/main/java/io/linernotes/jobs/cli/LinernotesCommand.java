package io.linernotes.jobs.cli;

import io.linernotes.jobs.service.ApplicationVersion;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.Service;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The root command, with all others below it. */
@Command(
        name = "linernotes",
        versionProvider = LinernotesCommand.Version.class,
        mixinStandardHelpOptions = true,
        description =
                "Turns podcasts and audiobooks into a timed transcript, chapters, topics and summaries, each tied to "
                        + "the words that support it.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  linernotes demo",
            "  linernotes probe episode.mp3",
            "  linernotes run --input episodes/ --output notes/",
            "  linernotes models pull openai/whisper-small.en",
            "  linernotes COMMAND --help"
        })
public final class LinernotesCommand {
    private LinernotesCommand() {}

    /**
     * Returns the whole command line. Its {@code execute} never throws: it prints one sentence per problem and returns
     * the number of an {@link ExitCode}.
     */
    public static CommandLine create(Service service) {
        CommandLine root = new CommandLine(new LinernotesCommand())
                .addSubcommand(new RunCommand(service))
                .addSubcommand(new TranscribeCommand(service))
                .addSubcommand(new EnrichCommand(service))
                .addSubcommand(new EstimateCommand(service))
                .addSubcommand(evaluate(service))
                .addSubcommand(new ProbeCommand(service))
                .addSubcommand(ModelsCommand.create(service))
                .addSubcommand(PromptsCommand.create(service))
                .addSubcommand(BenchCommand.create(service))
                .addSubcommand(new DemoCommand(service));
        Failures failures = new Failures();
        root.setParameterExceptionHandler(failures::wrongUsage);
        root.setExecutionExceptionHandler((failure, command, parsed) -> failures.failed(failure, command));
        root.setUsageHelpAutoWidth(true);
        root.setAbbreviatedOptionsAllowed(false);
        root.getSubcommands().values().forEach(LinernotesCommand::complete);
        describeExitCodes(root.getCommandSpec().usageMessage());
        return root;
    }

    private static CommandLine evaluate(Service service) {
        return new CommandLine(new EvaluateCommand(service))
                .addSubcommand(new CompareCommand(service))
                .addSubcommand(new AnnotateCommand(service))
                .addSubcommand(new VectorsCommand(service));
    }

    private static void complete(CommandLine command) {
        command.getCommandSpec()
                .versionProvider(new Version())
                .usageMessage()
                .sortOptions(false)
                .sortSynopsis(false);
        command.getSubcommands().values().forEach(LinernotesCommand::complete);
    }

    private static void describeExitCodes(UsageMessageSpec help) {
        Map<String, String> meanings = new LinkedHashMap<>();
        for (ExitCode code : ExitCode.values()) {
            meanings.put(String.valueOf(code.number()), code.meaning());
        }
        help.exitCodeListHeading("%nExit codes:%n").exitCodeList(meanings);
    }

    /** What {@code --version} prints. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"Linernotes " + ApplicationVersion.current()};
        }
    }
}
