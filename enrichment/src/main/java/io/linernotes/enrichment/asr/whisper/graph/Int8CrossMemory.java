package io.linernotes.enrichment.asr.whisper.graph;

import io.linernotes.enrichment.onnx.OnnxGraph;
import io.linernotes.enrichment.onnx.OnnxGraph.Attribute;
import io.linernotes.enrichment.onnx.OnnxGraph.Element;
import java.util.List;

/**
 * Keys and values as signed bytes with one scale per head and channel: a quarter of the memory that every token has to
 * read. Products run with zero points of 0, since the library sums a changing right-hand side anew for any other; what
 * the query's zero point of 128 adds is taken off again by sums of the keys, made once a window.
 */
final class Int8CrossMemory implements CrossMemory {
    private static final float QUERY_ZERO = 128;

    private static final Attribute SWAP_CHUNKS = new Attribute("perm", new long[] {0, 1, 3, 2, 4});

    private final WhisperDimensions sizes;
    private final float steps;
    private final int columns;

    /**
     * @param largest magnitude of a key or value
     * @param columns positions of the keys that lie together, a divisor of all
     */
    Int8CrossMemory(WhisperDimensions sizes, int largest, int columns) {
        this.sizes = sizes;
        this.steps = largest;
        this.columns = columns;
    }

    @Override
    public void store(OnnxGraph encoder, String key, String value, int layer) {
        long heads = sizes.decoderHeads();
        long width = sizes.headWidth();
        long positions = sizes.audioPositions();
        ChannelScale keys = ChannelScale.ofKeys(encoder, key, steps);
        ChannelScale values = ChannelScale.ofValues(encoder, value, steps);
        String sums = encoder.add(
                "ReduceSum",
                List.of(
                        encoder.add("Cast", List.of(keys.integers()), new Attribute("to", Element.FLOAT.number())),
                        encoder.longs(2)));
        String offsets = encoder.add("Mul", List.of(sums, encoder.scalar(QUERY_ZERO)));
        encoder.output(
                chunked(encoder, keys.integers()),
                "cross_key_" + layer,
                Element.INT8,
                1,
                heads,
                positions / columns,
                width,
                columns);
        encoder.output(keys.forQueries(encoder), "cross_key_scale_" + layer, Element.FLOAT, 1, heads, 1, width);
        encoder.output(offsets, "cross_key_offset_" + layer, Element.FLOAT, 1, heads, 1, positions);
        encoder.output(values.integers(), "cross_value_" + layer, Element.INT8, 1, heads, positions, width);
        encoder.output(values.scale(), "cross_value_scale_" + layer, Element.FLOAT, 1, heads, 1, width);
    }

    @Override
    public String scores(OnnxGraph decoder, String query, int layer) {
        long heads = sizes.decoderHeads();
        long width = sizes.headWidth();
        long positions = sizes.audioPositions();
        String keys = decoder.input("cross_key_" + layer, Element.INT8, -1, heads, positions / columns, width, columns);
        String keyScale = decoder.input("cross_key_scale_" + layer, Element.FLOAT, -1, heads, 1, width);
        String offset = decoder.input("cross_key_offset_" + layer, Element.FLOAT, -1, heads, 1, positions);
        RowScale row = RowScale.symmetric(decoder, decoder.add("Mul", List.of(query, keyScale)));
        String perChunk = decoder.add("Unsqueeze", List.of(row.integers(), decoder.longs(2)));
        String chunks = decoder.add("Transpose", List.of(product(decoder, perChunk, keys)), SWAP_CHUNKS);
        String raw = decoder.add("Reshape", List.of(chunks, decoder.longs(0, 0, 0, positions)));
        return decoder.add("Mul", List.of(decoder.add("Sub", List.of(raw, offset)), row.scale()));
    }

    @Override
    public String mixture(OnnxGraph decoder, String attention, int layer) {
        long heads = sizes.decoderHeads();
        long width = sizes.headWidth();
        String values = decoder.input("cross_value_" + layer, Element.INT8, -1, heads, sizes.audioPositions(), width);
        String valueScale = decoder.input("cross_value_scale_" + layer, Element.FLOAT, -1, heads, 1, width);
        RowScale row = RowScale.positive(decoder, attention);
        String raw = product(decoder, row.integers(), values);
        return decoder.add("Mul", List.of(decoder.add("Mul", List.of(raw, valueScale)), row.scale()));
    }

    /** {@code [1, heads, width, positions]} to {@code [1, heads, chunks, width, columns]}. */
    private String chunked(OnnxGraph encoder, String keys) {
        String shape =
                encoder.longs(1, sizes.decoderHeads(), sizes.headWidth(), sizes.audioPositions() / columns, columns);
        return encoder.add("Transpose", List.of(encoder.add("Reshape", List.of(keys, shape))), SWAP_CHUNKS);
    }

    private static String product(OnnxGraph decoder, String left, String right) {
        String one = decoder.scalar(1);
        return decoder.addFused("MatMulIntegerToFloat", List.of(left, right, one, one));
    }
}
