package io.linernotes.evaluation.cost;

/**
 * Tokens by class; each token is in one of them.
 *
 * @param input neither read from nor written to the provider's cache
 */
public record TokenUse(long input, long cacheRead, long cacheWrite, long output) {
    public TokenUse {
        if (input < 0 || cacheRead < 0 || cacheWrite < 0 || output < 0) {
            throw new IllegalArgumentException("Invalid token use: a count is below 0");
        }
    }

    /** All tokens that went in. */
    public long prompt() {
        return input + cacheRead + cacheWrite;
    }
}
