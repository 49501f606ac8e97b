package io.linernotes.enrichment.failure;

/**
 * The world or the data did not allow what was asked. Its message is one plain sentence that may be shown to users: it
 * never holds transcript text, secrets or a stack trace. A caller turns it into a row of {@code failures} or, for
 * {@link ErrorCode.Category#CONFIGURATION}, ends the run.
 */
public class EnrichmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    public EnrichmentException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    public EnrichmentException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    public ErrorCode code() {
        return code;
    }
}
