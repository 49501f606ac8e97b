package io.linernotes.jobs.cli;

import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.service.Service;
import io.linernotes.jobs.service.VectorsRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
        name = "vectors",
        mixinStandardHelpOptions = true,
        description = "Run test vectors through the metrics, and say how many come out as expected.",
        footerHeading = "%nExamples:%n",
        footer = {"  linernotes evaluate vectors metric-vectors/", "Exit codes: linernotes --help"})
final class VectorsCommand implements Callable<Integer> {
    private final Service service;

    @Parameters(paramLabel = "FOLDER", description = "Folder of *.json files, each with the cases of one metric.")
    private String folder = "";

    VectorsCommand(Service service) {
        this.service = service;
    }

    @Override
    public Integer call() {
        List<String> problems = new ArrayList<>();
        Paths.requireInput("vector folder", folder, problems);
        Paths.requireFolderOrNothing("vector folder", folder, problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return service.vectors(new VectorsRequest(folder)).number();
    }
}
