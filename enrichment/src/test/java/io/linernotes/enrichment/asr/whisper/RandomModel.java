package io.linernotes.enrichment.asr.whisper;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import io.linernotes.enrichment.asr.model.Weights;
import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.asr.whisper.graph.WhisperDimensions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A multilingual Whisper of one narrow layer with random weights: it knows every token of its trade and says nothing
 * that makes sense. Its text tokens are the 256 bytes.
 */
final class RandomModel implements AutoCloseable {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final int BYTES = 256;
    private static final List<String> LANGUAGES =
            List.of(("en zh de es ru ko fr ja pt tr pl ca nl ar sv it id hi fi vi he "
                            + "uk el ms cs ro da hu ta no th ur hr bg lt la mi ml cy sk te fa lv bn sr az sl kn et mk br eu is hy ne mn bs "
                            + "kk sq sw gl mr pa si km sn yo so af oc ka be tg sd gu am yi lo uz fo ht ps tk nn mt sa lb my bo tl mg as tt "
                            + "haw ln ha ba jw su")
                    .split(" "));

    final WhisperModel model;
    final WhisperSessions sessions;

    /**
     * Builds and opens it.
     *
     * @param languages 99 up to large-v2, 100 from large-v3 on
     */
    RandomModel(int melBins, int languages) {
        this(melBins, languages, new RandomWeights());
    }

    RandomModel(int melBins, int languages, Weights weights) {
        WhisperTokenizer tokenizer = new WhisperTokenizer(tokenizer(languages));
        int vocabulary = tokenizer.special().firstTimestamp() + 1501;
        WhisperDimensions sizes = new WhisperDimensions(melBins, 64, 1, 1, 128, 1, 1, 128, 1500, 448, vocabulary);
        GenerationRules generation =
                new GenerationRules(true, ImmutableList.of(), ImmutableList.of(), 50, ImmutableList.of(List.of(0, 0)));
        model = new WhisperModel(sizes, tokenizer, generation, new TokenRules(generation, tokenizer.special()));
        sessions = new WhisperSessions(
                WhisperGraphs.inMemory(new GraphPlan(sizes, generation.alignmentHeads(), Arithmetic.FLOATS), weights),
                DecoderCache.Size.of(sizes, 4, true),
                1);
    }

    WindowDecoder decoder(SearchOptions options, Ticker ticker) {
        return new WindowDecoder(
                model,
                sessions,
                4,
                options,
                new WordAligner(sessions, model.tokenizer().special(), 1500),
                ticker);
    }

    List<Decoded> decode(int windows, DecodingRequest request, SearchOptions options, Ticker ticker) {
        int[] samples = IntStream.generate(() -> 160_000).limit(windows).toArray();
        return decoder(options, ticker).decode(this::mel, samples, request);
    }

    float[] mel(int seed) {
        float[] mel = new float[model.sizes().melBins() * LogMelSpectrogram.FRAMES];
        Random random = new Random(seed);
        for (int i = 0; i < mel.length; i++) {
            mel[i] = random.nextFloat();
        }
        return mel;
    }

    /** The layout of the published vocabularies, with bytes for text. */
    private static ObjectNode tokenizer(int languages) {
        List<String> codes = new ArrayList<>(LANGUAGES);
        if (languages == 100) {
            codes.add("yue");
        }
        List<String> added = new ArrayList<>(List.of("endoftext", "startoftranscript"));
        added.addAll(codes);
        added.addAll(List.of(
                "translate",
                "transcribe",
                "startoflm",
                "startofprev",
                languages == 100 ? "nospeech" : "nocaptions",
                "notimestamps"));
        for (int i = 0; i <= 1500; i++) {
            added.add(String.format(Locale.ROOT, "%.2f", i * 0.02));
        }
        ObjectNode json = MAPPER.createObjectNode();
        ArrayNode tokens = json.putArray("added_tokens");
        for (int i = 0; i < added.size(); i++) {
            tokens.addObject().put("id", BYTES + i).put("content", "<|" + added.get(i) + "|>");
        }
        ObjectNode vocabulary = json.putObject("model").putObject("vocab");
        int next = BYTES;
        for (int b = 0; b < BYTES; b++) {
            boolean printable = (b >= '!' && b <= '~') || (b >= 0xa1 && b <= 0xac) || b >= 0xae;
            vocabulary.put(String.valueOf((char) (printable ? b : next++)), b);
        }
        return json;
    }

    @Override
    public void close() {
        sessions.close();
    }
}
