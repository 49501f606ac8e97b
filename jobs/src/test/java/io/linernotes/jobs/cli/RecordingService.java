package io.linernotes.jobs.cli;

import io.linernotes.jobs.service.BenchmarkRequest;
import io.linernotes.jobs.service.BuildModelRequest;
import io.linernotes.jobs.service.ComparePromptsRequest;
import io.linernotes.jobs.service.CompareRequest;
import io.linernotes.jobs.service.DemoRequest;
import io.linernotes.jobs.service.EmbeddingBenchmarkRequest;
import io.linernotes.jobs.service.EstimateRequest;
import io.linernotes.jobs.service.EvaluateRequest;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.ImportModelRequest;
import io.linernotes.jobs.service.LabelsRequest;
import io.linernotes.jobs.service.ListModelsRequest;
import io.linernotes.jobs.service.ListPromptsRequest;
import io.linernotes.jobs.service.ProbeRequest;
import io.linernotes.jobs.service.PullModelRequest;
import io.linernotes.jobs.service.RunRequest;
import io.linernotes.jobs.service.Service;
import io.linernotes.jobs.service.SheetRequest;
import io.linernotes.jobs.service.VectorsRequest;
import io.linernotes.jobs.service.VerifyModelsRequest;
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
    public ExitCode estimate(EstimateRequest request) {
        return answer("estimate", request);
    }

    @Override
    public ExitCode evaluate(EvaluateRequest request) {
        return answer("evaluate", request);
    }

    @Override
    public ExitCode compare(CompareRequest request) {
        return answer("compare", request);
    }

    @Override
    public ExitCode sheet(SheetRequest request) {
        return answer("sheet", request);
    }

    @Override
    public ExitCode labels(LabelsRequest request) {
        return answer("labels", request);
    }

    @Override
    public ExitCode vectors(VectorsRequest request) {
        return answer("vectors", request);
    }

    @Override
    public ExitCode probe(ProbeRequest request) {
        return answer("probe", request);
    }

    @Override
    public ExitCode demo(DemoRequest request) {
        return answer("demo", request);
    }

    @Override
    public ExitCode listModels(ListModelsRequest request) {
        return answer("models list", request);
    }

    @Override
    public ExitCode pullModel(PullModelRequest request) {
        return answer("models pull", request);
    }

    @Override
    public ExitCode verifyModels(VerifyModelsRequest request) {
        return answer("models verify", request);
    }

    @Override
    public ExitCode buildModel(BuildModelRequest request) {
        return answer("models build", request);
    }

    @Override
    public ExitCode importModel(ImportModelRequest request) {
        return answer("models import", request);
    }

    @Override
    public ExitCode listPrompts(ListPromptsRequest request) {
        return answer("prompts", request);
    }

    @Override
    public ExitCode comparePrompts(ComparePromptsRequest request) {
        return answer("prompts diff", request);
    }

    @Override
    public ExitCode benchmark(BenchmarkRequest request) {
        return answer("bench", request);
    }

    @Override
    public ExitCode benchmarkEmbedding(EmbeddingBenchmarkRequest request) {
        return answer("bench embedding", request);
    }

    private ExitCode answer(String work, Record request) {
        asked.add(new Asked(work, request));
        if (failure != null) {
            throw failure;
        }
        return ending;
    }
}
