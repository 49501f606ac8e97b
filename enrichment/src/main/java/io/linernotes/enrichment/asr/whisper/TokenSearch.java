package io.linernotes.enrichment.asr.whisper;

/**
 * One attempt at a window: chooses the tokens after the prompt, on one or more rows of the decoder that share the window.
 * For every token {@link #accept} is called for each row in turn, then {@link #advance} once.
 */
interface TokenSearch {
    /** Rows that the search feeds. */
    int rows();

    /**
     * Takes the logits that follow a row's last token.
     *
     * @param logits changed in place
     */
    void accept(int row, float[] logits);

    /**
     * Chooses.
     *
     * @return for every row, the row that it now continues; itself where nothing moved
     */
    int[] advance();

    /** Tokens that every row holds after the prompt. */
    int length();

    /** The last token of a row; only when {@link #length} is not 0. */
    int last(int row);

    boolean finished();

    /** The best of what was said so far. */
    Hypothesis best();
}
