package io.linernotes.jobs.service;

/**
 * The work behind the commands. Each method returns how the work ended; what ends it early is an
 * {@link io.linernotes.enrichment.failure.EnrichmentException} or a {@link io.linernotes.jobs.config.ConfigException}.
 */
public interface Service {
    /** Transcribes recordings, writes their notes, and publishes one run. */
    ExitCode run(RunRequest request);

    /** Transcribes recordings and publishes one run of transcripts. */
    ExitCode transcribe(RunRequest request);

    /** Writes the notes for transcripts that exist already, and publishes one run. */
    ExitCode enrich(RunRequest request);

    /** Prints what notes by a language model would cost, without asking it. */
    ExitCode estimate(EstimateRequest request);

    /** Scores a published run against human references. */
    ExitCode evaluate(EvaluateRequest request);

    /** Compares two runs item by item. */
    ExitCode compare(CompareRequest request);

    /** Writes a sheet on which people judge what a run wrote. */
    ExitCode sheet(SheetRequest request);

    /** Reads back sheets on which people judged what a run wrote, and makes gold of them. */
    ExitCode labels(LabelsRequest request);

    /** Runs test vectors through the metrics. */
    ExitCode vectors(VectorsRequest request);

    /** Prints what is in audio files without recognising them. */
    ExitCode probe(ProbeRequest request);

    /** Prints which speech models are there. */
    ExitCode listModels(ListModelsRequest request);

    /** Fetches a speech model from a hub. */
    ExitCode pullModel(PullModelRequest request);

    /** Compares speech models with the lock file, and looks at what is in them. */
    ExitCode verifyModels(VerifyModelsRequest request);

    /** Builds the graphs of a speech model ahead of its first use. */
    ExitCode buildModel(BuildModelRequest request);

    /** Installs a speech model from a folder. */
    ExitCode importModel(ImportModelRequest request);

    /** Prints which prompts there are, and who uses them. */
    ExitCode listPrompts(ListPromptsRequest request);

    /** Prints what changed between two versions of a prompt. */
    ExitCode comparePrompts(ComparePromptsRequest request);

    /** Measures speech recognition on this machine. */
    ExitCode benchmark(BenchmarkRequest request);

    /** Measures the offline engine's embedder on this machine. */
    ExitCode benchmarkEmbedding(EmbeddingBenchmarkRequest request);

    /** Runs everything on the episodes that ship with Linernotes. */
    ExitCode demo(DemoRequest request);
}
