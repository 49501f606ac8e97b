package io.linernotes.jobs.service;

/**
 * How a command ended, for schedulers. Ours begin at 20, because shells, the JVM and Spark use numbers below, and those
 * around 50 and above 120.
 */
public enum ExitCode {
    OK(0, "Done; failures within the limit."),
    QUALITY(
            20,
            "Done, but not good enough: more recordings failed than quality.max-failed-share allows, some wait for a decision "
                    + "on requests in doubt, or a gate or a test vector failed. Do not retry."),
    BUDGET(21, "The budget is spent; the rest is left for the next run. What was done is published."),
    PROVIDER_UNAVAILABLE(
            22, "The LLM provider did not answer; the rest is left for a retry. What was done is published."),
    PROVIDER_REFUSED(23, "The LLM provider refused the key or the quota. What was done is published."),
    INPUT_UNREADABLE(24, "An input list or feed could not be read. Nothing is published."),
    CONFIGURATION(25, "A flag, setting or path is wrong. Nothing was started, spent or created."),
    LOCKED(26, "Another process works on this run. Retry later."),
    STORAGE(27, "The output is full or unsafe. Nothing is published."),
    INTEGRITY(28, "A model, price list or library is not what it should be. Nothing is published."),
    COMMIT_UNKNOWN(29, "Nobody can tell whether the run was published. Nothing was deleted; look before a retry."),
    SUPERSEDED(30, "Another process took over or published this run. Nothing of this one is published."),
    INTERNAL(31, "A fault of Linernotes; the log has the details. Nothing is published."),
    LEDGER(32, "The ledger of paid requests is damaged or does not add up. Look before the next run.");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    public int number() {
        return number;
    }

    /** Returns one or two sentences for an operator. */
    public String meaning() {
        return meaning;
    }
}
