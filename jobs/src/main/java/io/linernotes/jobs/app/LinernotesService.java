package io.linernotes.jobs.app;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.jobs.probe.ProbeService;
import io.linernotes.jobs.run.DemoRecordings;
import io.linernotes.jobs.run.EvaluationService;
import io.linernotes.jobs.run.RunService;
import io.linernotes.jobs.service.DemoRequest;
import io.linernotes.jobs.service.EvaluateRequest;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.ProbeRequest;
import io.linernotes.jobs.service.RunRequest;
import io.linernotes.jobs.service.Service;
import io.linernotes.jobs.spark.SparkSessions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** Answers every command. */
final class LinernotesService implements Service, AutoCloseable {
    private final Clock clock;
    private final PrintStream out;

    LinernotesService(Clock clock, PrintStream out) {
        this.clock = clock;
        this.out = out;
    }

    @Override
    public ExitCode run(RunRequest request) {
        return new RunService(clock, out).run(request, true);
    }

    @Override
    public ExitCode transcribe(RunRequest request) {
        return new RunService(clock, out).run(request, false);
    }

    @Override
    public ExitCode enrich(RunRequest request) {
        return new RunService(clock, out).enrich(request);
    }

    @Override
    public ExitCode evaluate(EvaluateRequest request) {
        return new EvaluationService(out).evaluate(request);
    }

    @Override
    public ExitCode probe(ProbeRequest request) {
        PrintStream terminal = Boolean.getBoolean("linernotes.terminal") ? System.err : null;
        return new ProbeService(clock, out, terminal).probe(request);
    }

    /** A demo is a run on the bundled recordings; they lie beside its runs, so that their addresses stay. */
    @Override
    public ExitCode demo(DemoRequest request) {
        Path recordings = Path.of(request.output(), "recordings");
        try {
            DemoRecordings.copyTo(recordings);
        } catch (IOException e) {
            throw new EnrichmentException(
                    ErrorCode.CONFIG_INVALID,
                    "Cannot write to %s (%s)."
                            .formatted(recordings, e.getClass().getSimpleName()),
                    e);
        }
        return run(new RunRequest(List.of(recordings.toString()), request.output(), null, null, request.config()));
    }

    @Override
    public void close() {
        SparkSessions.close();
    }
}
