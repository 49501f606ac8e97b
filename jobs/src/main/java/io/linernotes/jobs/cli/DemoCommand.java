package io.linernotes.jobs.cli;

import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.service.DemoRequest;
import io.linernotes.jobs.service.Service;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = "Run everything on three short episodes that ship with Linernotes: no network, no key, no cost.",
        footerHeading = "%nExamples:%n",
        footer = {"  linernotes demo", "  linernotes demo --output /tmp/notes", "Exit codes: linernotes --help"})
final class DemoCommand implements Callable<Integer> {
    private final Service service;

    @Option(
            names = "--output",
            paramLabel = "FOLDER",
            defaultValue = "linernotes-demo",
            description = "Folder of all runs. Default: ${DEFAULT-VALUE} in the current folder.")
    private String output = "";

    @Mixin
    private SettingOptions settings = new SettingOptions();

    DemoCommand(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        List<String> problems = new ArrayList<>();
        Paths.requireFolderOrNothing("output", output, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return service.demo(new DemoRequest(output, settings.load())).number();
    }
}
