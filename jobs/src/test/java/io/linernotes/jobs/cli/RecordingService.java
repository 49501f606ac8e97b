package io.linernotes.jobs.cli;

import io.linernotes.jobs.service.DemoRequest;
import io.linernotes.jobs.service.EvaluateRequest;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.ProbeRequest;
import io.linernotes.jobs.service.RunRequest;
import io.linernotes.jobs.service.Service;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keeps what it is asked for, and ends as it is told. */
final class RecordingService implements Service {
    record Asked(String work, Record request) {}

    final List<Asked> asked = new ArrayList<>();
    ExitCode ending = ExitCode.OK;

    @Nullable
    RuntimeException failure;

    @Override
    public ExitCode run(RunRequest request) {
        return answer("run", request);
    }

    @Override
    public ExitCode transcribe(RunRequest request) {
        return answer("transcribe", request);
    }

    @Override
    public ExitCode enrich(RunRequest request) {
        return answer("enrich", request);
    }

    @Override
    public ExitCode evaluate(EvaluateRequest request) {
        return answer("evaluate", request);
    }

    @Override
    public ExitCode probe(ProbeRequest request) {
        return answer("probe", request);
    }

    @Override
    public ExitCode demo(DemoRequest request) {
        return answer("demo", request);
    }

    private ExitCode answer(String work, Record request) {
        asked.add(new Asked(work, request));
        if (failure != null) {
            throw failure;
        }
        return ending;
    }
}
