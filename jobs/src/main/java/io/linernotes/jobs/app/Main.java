package io.linernotes.jobs.app;

import io.linernotes.jobs.cli.LinernotesCommand;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The entry point, for {@code bin/linernotes} and for {@code spark-submit}. */
public final class Main {
    private Main() {}

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        int exitCode;
        try (LinernotesService service = new LinernotesService(Clock.systemUTC(), out)) {
            exitCode = LinernotesCommand.create(service).execute(arguments);
        }
        System.exit(exitCode);
    }
}
