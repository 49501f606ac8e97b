package io.linernotes.enrichment.asr.whisper;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Ticker;
import com.google.common.collect.ImmutableList;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Measures the decoding loop without the decoder's graph, and what searches and expected words do to the text of the
 * demo. Not a test: {@code docs/performance.md} says how it is run.
 */
public final class DecodingBenchmark {
    private static final int BATCH = 8;
    private static final int TOKENS = 100;
    private static final int ROUNDS = 20;

    private DecodingBenchmark() {}

    /** @param arguments {@code rules} or {@code accuracy} */
    public static void main(String[] arguments) {
        if (arguments[0].equals("rules")) {
            System.out.printf("rules and choice, ms per token: %.3f%n", rules());
        } else {
            accuracy();
        }
    }

    /** CPU milliseconds per token of one row, of logits that were read from the decoder's memory. */
    private static double rules() {
        WhisperModel model = ReferenceRun.MODEL;
        int vocabulary = model.sizes().vocabulary();
        Random random = new Random(1);
        float[][] rows = new float[BATCH][vocabulary];
        for (float[] row : rows) {
            for (int i = 0; i < vocabulary; i++) {
                row[i] = (float) (10 * random.nextGaussian());
            }
            row[model.tokenizer().special().endOfText()] = -100;
        }
        double best = Double.MAX_VALUE;
        float[] logits = new float[vocabulary];
        for (int round = 0; round < ROUNDS; round++) {
            List<DecodingWindow> windows = new ArrayList<>();
            for (int row = 0; row < BATCH; row++) {
                windows.add(new DecodingWindow(row, DecodingRequest.ANY, model, SearchOptions.GREEDY));
            }
            long before = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            for (int token = 0; token < TOKENS; token++) {
                for (int row = 0; row < BATCH; row++) {
                    System.arraycopy(rows[row], 0, logits, 0, vocabulary);
                    windows.get(row).accept(0, logits);
                    windows.get(row).advance();
                }
            }
            long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - before;
            best = Math.min(best, spent / 1e6 / (BATCH * TOKENS));
        }
        return best;
    }

    private static void accuracy() {
        System.out.println("| | word error rate | text as in floating point | tokens as in the reference |");
        System.out.println("| --- | --- | --- | --- |");
        printAccuracy("floating point", ReferenceRun.FLOATS);
        printAccuracy("integers", ReferenceRun.INTEGERS);
        System.out.println("| search | expected words | word error rate |");
        System.out.println("| --- | --- | --- |");
        for (int beams : new int[] {1, 5}) {
            for (String expected : List.of(
                    "",
                    "The Long Way Round, The Lighthouse Garden, Field Notes: Bees.",
                    "Welcome back to the show. Today we talk about bread, rivers, sleep, the lighthouse and bees.")) {
                System.out.printf(
                        "| %s | %d | %.2f %% |%n",
                        beams == 1 ? "greedy" : "beams " + beams,
                        expected.split(" ").length,
                        wordErrors(beams, expected));
            }
        }
    }

    private static void printAccuracy(String name, ReferenceRun run) {
        WordErrors errors = new WordErrors();
        int sameText = 0;
        int sameTokens = 0;
        int windows = ReferenceRun.WINDOWS.size();
        for (int i = 0; i < windows; i++) {
            JsonNode reference = ReferenceRun.WINDOWS.get(i);
            errors.add(reference.path("reference").asText(), run.text(i));
            sameText += run.text(i).equals(ReferenceRun.FLOATS.text(i)) ? 1 : 0;
            sameTokens += run.decoded().get(i).tokens().equals(Fixtures.integers(reference.path("tokens"))) ? 1 : 0;
        }
        System.out.printf(
                "| %s | %.2f %% | %d of %d | %d of %d |%n",
                name, errors.percent(), sameText, windows, sameTokens, windows);
    }

    private static double wordErrors(int beams, String expected) {
        List<Integer> previous =
                expected.isEmpty() ? List.of() : ReferenceRun.MODEL.tokenizer().encode(" " + expected);
        int[] samples = ReferenceRun.SPEECH.stream()
                .mapToInt(window -> window.pcm().length)
                .toArray();
        LogMelSpectrogram spectrogram = new LogMelSpectrogram(80);
        List<Decoded> decoded = new WindowDecoder(
                        ReferenceRun.MODEL,
                        ReferenceRun.INTEGERS.sessions(),
                        BATCH,
                        new SearchOptions(beams, 1, new SequenceRank(null), 1),
                        null,
                        Ticker.systemTicker())
                .decode(
                        i -> spectrogram.of(WhisperRecognizer.samples(ReferenceRun.SPEECH.get(i))),
                        samples,
                        new DecodingRequest(null, 1, false, ImmutableList.copyOf(previous)));
        WordErrors errors = new WordErrors();
        IntStream.range(0, decoded.size())
                .forEach(i -> errors.add(
                        ReferenceRun.WINDOWS.get(i).path("reference").asText(),
                        ReferenceRun.MODEL
                                .tokenizer()
                                .decode(decoded.get(i).tokens())
                                .strip()));
        return errors.percent();
    }
}
