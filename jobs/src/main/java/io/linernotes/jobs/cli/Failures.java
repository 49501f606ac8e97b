package io.linernotes.jobs.cli;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.output.StorageFailures;
import io.linernotes.jobs.service.ExitCode;
import java.util.List;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Turns what ends a command early into sentences on standard error and an exit code. */
final class Failures {
    /** A flag is wrong: one sentence, and where to read more. */
    int wrongUsage(ParameterException wrong, String[] arguments) {
        CommandLine command = wrong.getCommandLine();
        print(command, List.of(wrong.getMessage()));
        UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println("Try '" + name + " --help'.");
        return ExitCode.CONFIGURATION.number();
    }

    /** The work ended early: its sentences if it was foreseen, else the log has the details. */
    int failed(Exception failure, CommandLine command) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigException config) {
                print(command, config.problems());
                return ExitCode.CONFIGURATION.number();
            }
            if (cause instanceof EnrichmentException known) {
                print(command, List.of(known.getMessage()));
                return exitCode(known.code()).number();
            }
            if (StorageFailures.isFull(cause)) {
                print(command, List.of("No space is left on a disk that the work needs."));
                return ExitCode.STORAGE.number();
            }
        }
        // Only here: starting the log costs more than most commands that end in a sentence.
        LoggerFactory.getLogger(Failures.class).error("Internal error", failure);
        print(command, List.of("Internal error: " + failure.getClass().getSimpleName() + "; the log has the details."));
        return ExitCode.INTERNAL.number();
    }

    private static void print(CommandLine command, List<String> problems) {
        String name = command.getCommandSpec().qualifiedName();
        problems.forEach(problem -> command.getErr().println(name + ": " + problem));
    }

    static ExitCode exitCode(ErrorCode code) {
        return switch (code) {
            case CONFIG_INVALID, GOLD_INVALID, MODEL_MISSING, LLM_UNKNOWN_MODEL -> ExitCode.CONFIGURATION;
            case MODEL_INTEGRITY -> ExitCode.INTEGRITY;
            case LLM_AUTH, LLM_QUOTA -> ExitCode.PROVIDER_REFUSED;
            case LLM_RATE_LIMITED, LLM_UNAVAILABLE -> ExitCode.PROVIDER_UNAVAILABLE;
            case LLM_BUDGET -> ExitCode.BUDGET;
            case LEDGER_MISMATCH -> ExitCode.LEDGER;
            case STORAGE_UNREADABLE -> ExitCode.INPUT_UNREADABLE;
            case STORAGE_UNSAFE, STORAGE_FULL -> ExitCode.STORAGE;
            case RUN_LOCKED -> ExitCode.LOCKED;
            case COMMIT_CONFLICT -> ExitCode.SUPERSEDED;
            case COMMIT_UNKNOWN -> ExitCode.COMMIT_UNKNOWN;
            // These belong to one recording or one call. Where one of them ends the whole command, the input is at
            // fault.
            case MEDIA_EMPTY,
                    MEDIA_TOO_SHORT,
                    MEDIA_NOT_AUDIO,
                    MEDIA_UNRECOGNISED,
                    MEDIA_NO_AUDIO,
                    MEDIA_NO_INDEX,
                    MEDIA_TRUNCATED,
                    MEDIA_DAMAGED,
                    MEDIA_GAP,
                    MEDIA_MULTI_AUDIO,
                    MEDIA_BAD_SAMPLES,
                    MEDIA_ENCRYPTED,
                    MEDIA_FORBIDDEN_FORMAT,
                    MEDIA_LIMIT,
                    MEDIA_TOO_LONG,
                    MEDIA_UNREADABLE,
                    NATIVE_CRASH,
                    NO_SPEECH,
                    LANGUAGE_UNCERTAIN,
                    TRANSCRIPT_INVALID,
                    MODEL_UNAVAILABLE,
                    INVENTORY_UNREADABLE -> ExitCode.INPUT_UNREADABLE;
            case ASR_FAILED,
                    ISOLATED,
                    LLM_INPUT_SHORTENED,
                    DECODE_FAILED,
                    ENRICHMENT_FAILED,
                    LLM_REQUEST_REJECTED,
                    LLM_REDIRECT,
                    LLM_BAD_ENVELOPE,
                    LLM_TRUNCATED,
                    LLM_OUTPUT_INVALID,
                    LLM_REFUSED,
                    LLM_IN_DOUBT -> ExitCode.INTERNAL;
        };
    }
}
