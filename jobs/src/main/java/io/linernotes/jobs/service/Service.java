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

    /** Scores a published run against human references. */
    ExitCode evaluate(EvaluateRequest request);

    /** Prints what is in audio files without recognising them. */
    ExitCode probe(ProbeRequest request);

    /** Runs everything on the episodes that ship with Linernotes. */
    ExitCode demo(DemoRequest request);
}
