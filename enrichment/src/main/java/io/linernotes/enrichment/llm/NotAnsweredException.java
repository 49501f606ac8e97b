package io.linernotes.enrichment.llm;

/** A client that sends nothing was asked something that the ledger has no answer to. */
public final class NotAnsweredException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final AwaitedRequest request;

    NotAnsweredException(AwaitedRequest request) {
        super("The ledger holds no answer yet");
        this.request = request;
    }

    /** What has to be answered first. */
    public AwaitedRequest request() {
        return request;
    }
}
