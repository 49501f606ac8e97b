package io.linernotes.enrichment.asr.whisper.graph;

/** How a graph multiplies activations by constant weights. */
interface Products {
    /**
     * Adds {@code x · Wᵀ}.
     *
     * @param x float {@code [.., in]}
     * @param weight {@code [out, in]}, row-major
     * @return float {@code [.., out]}
     */
    String product(String x, float[] weight, int in, int out);

    /** Adds GELU of {@code x + bias}, as exactly as the products behind it need. */
    String gelu(String x, String bias);

    /** A product for an {@code x} that {@link #gelu} made. */
    String productOfGelu(String x, float[] weight, int in, int out);

    /**
     * Adds a look-up of table rows.
     *
     * @param table {@code [rows, width]}, row-major
     * @param indices int64 of any shape
     * @return float {@code [.., width]}
     */
    String lookUp(String indices, float[] table, int rows, int width);
}
