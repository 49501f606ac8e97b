package io.linernotes.jobs.app;

import io.linernotes.jobs.cli.LinernotesCommand;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import picocli.CommandLine;

/** The whole application in this JVM, as a user meets it: arguments in, exit code and texts out. */
final class Application {
    private Application() {}

    /**
     * How a command ended.
     *
     * @param out what it printed as its result
     * @param err what it complained of
     */
    record Ending(int exitCode, String out, String err) {}

    static Ending execute(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        // Never closed: the Spark session is shared by all tests of this JVM.
        LinernotesService service =
                new LinernotesService(Clock.systemUTC(), new PrintStream(out, true, StandardCharsets.UTF_8));
        CommandLine line = LinernotesCommand.create(service);
        line.setErr(new PrintWriter(err, true)).setOut(new PrintWriter(out, true, StandardCharsets.UTF_8));
        int exitCode = line.execute(arguments);
        return new Ending(exitCode, out.toString(StandardCharsets.UTF_8), err.toString());
    }
}
