package io.linernotes.jobs.cli;

import io.linernotes.evaluation.metric.Metric;
import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.service.CompareRequest;
import io.linernotes.jobs.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = "Compare two runs over the same recordings: changes with intervals and tests, wins and losses.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  linernotes evaluate compare notes/run=2026-11-20 notes/run=2026-11-21 --gold gold/",
            "  linernotes evaluate compare notes/run=a notes/run=b --items boundary_f1_30s",
            "Exit codes: linernotes --help"
        })
final class CompareCommand implements Callable<Integer> {
    private final Service service;

    @Parameters(index = "0", paramLabel = "RUN_A", description = "Folder of a published run, or of its evaluation.")
    private String first = "";

    @Parameters(index = "1", paramLabel = "RUN_B", description = "Another one: changes are RUN_B minus RUN_A.")
    private String second = "";

    @Option(
            names = "--gold",
            paramLabel = "FOLDER",
            description = "Human references to score both runs against. Default: the scores that they hold.")
    private @Nullable String gold;

    @Option(
            names = "--items",
            paramLabel = "METRIC",
            description = "List the items of this metric one by one. Repeat for more.")
    private List<String> metrics = List.of();

    @Mixin
    private SettingOptions settings = new SettingOptions();

    CompareCommand(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        List<String> problems = new ArrayList<>();
        Paths.requireInput("run", first, problems);
        Paths.requireInput("run", second, problems);
        if (gold != null) {
            Paths.requireInput("gold folder", gold, problems);
        }
        List<String> known = MetricRegistry.all().stream().map(Metric::name).toList();
        metrics.stream()
                .filter(metric -> !known.contains(metric))
                .forEach(metric -> problems.add("There is no metric named \"%s\".".formatted(metric)));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return service.compare(new CompareRequest(first, second, gold, metrics, settings.load()))
                .number();
    }
}
