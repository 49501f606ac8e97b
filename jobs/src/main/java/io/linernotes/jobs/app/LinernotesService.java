package io.linernotes.jobs.app;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.evaluation.vectors.VectorResult;
import io.linernotes.evaluation.vectors.VectorRunner;
import io.linernotes.jobs.models.BenchmarkService;
import io.linernotes.jobs.models.ModelsService;
import io.linernotes.jobs.probe.ProbeService;
import io.linernotes.jobs.prompts.PromptsService;
import io.linernotes.jobs.run.AnnotationService;
import io.linernotes.jobs.run.ComparisonService;
import io.linernotes.jobs.run.DemoRecordings;
import io.linernotes.jobs.run.EstimateService;
import io.linernotes.jobs.run.EvaluationService;
import io.linernotes.jobs.run.RunService;
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
    public ExitCode estimate(EstimateRequest request) {
        return new EstimateService(out).estimate(request);
    }

    @Override
    public ExitCode evaluate(EvaluateRequest request) {
        return new EvaluationService(clock, out).evaluate(request);
    }

    @Override
    public ExitCode compare(CompareRequest request) {
        return new ComparisonService(out).compare(request);
    }

    @Override
    public ExitCode sheet(SheetRequest request) {
        return new AnnotationService(out).sheet(request);
    }

    @Override
    public ExitCode labels(LabelsRequest request) {
        return new AnnotationService(out).labels(request);
    }

    @Override
    public ExitCode vectors(VectorsRequest request) {
        List<VectorResult> results = VectorRunner.run(Path.of(request.folder()));
        out.println(VectorRunner.summary(results));
        return results.stream().allMatch(VectorResult::passed) ? ExitCode.OK : ExitCode.QUALITY;
    }

    @Override
    public ExitCode probe(ProbeRequest request) {
        PrintStream terminal = Boolean.getBoolean("linernotes.terminal") ? System.err : null;
        return new ProbeService(clock, out, terminal).probe(request);
    }

    @Override
    public ExitCode listModels(ListModelsRequest request) {
        return new ModelsService(out, System.err).list(request);
    }

    @Override
    public ExitCode pullModel(PullModelRequest request) {
        return new ModelsService(out, System.err).pull(request);
    }

    @Override
    public ExitCode verifyModels(VerifyModelsRequest request) {
        return new ModelsService(out, System.err).verify(request);
    }

    @Override
    public ExitCode buildModel(BuildModelRequest request) {
        return new ModelsService(out, System.err).build(request);
    }

    @Override
    public ExitCode importModel(ImportModelRequest request) {
        return new ModelsService(out, System.err).importModel(request);
    }

    @Override
    public ExitCode listPrompts(ListPromptsRequest request) {
        return new PromptsService(out).list(request);
    }

    @Override
    public ExitCode comparePrompts(ComparePromptsRequest request) {
        return new PromptsService(out).compare(request);
    }

    @Override
    public ExitCode benchmark(BenchmarkRequest request) {
        return new BenchmarkService(out).measure(request);
    }

    @Override
    public ExitCode benchmarkEmbedding(EmbeddingBenchmarkRequest request) {
        return new BenchmarkService(out).measure(request);
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
