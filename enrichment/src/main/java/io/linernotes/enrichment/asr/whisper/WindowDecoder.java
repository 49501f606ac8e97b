package io.linernotes.enrichment.asr.whisper;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decodes windows side by side. A row that ends takes the next window at once, so that the batch stays full; rows are
 * independent, so that a window's result does not depend on its neighbours. Safe for several threads.
 */
final class WindowDecoder {
    /** Temperatures of {@code transcribe.py}: one after the other until the result is not doubtful. */
    private static final double[] TEMPERATURES = {0, 0.2, 0.4, 0.6, 0.8, 1.0};

    private final WhisperModel model;
    private final WhisperSessions sessions;
    private final int batch;
    private final @Nullable WordAligner aligner;

    /** @param aligner null when words need no times */
    WindowDecoder(WhisperModel model, WhisperSessions sessions, int batch, @Nullable WordAligner aligner) {
        this.model = model;
        this.sessions = sessions;
        this.batch = batch;
        this.aligner = aligner;
    }

    /**
     * Decodes all windows.
     *
     * @param mel features of a window, asked for once each when its turn comes
     * @param samples real samples of every window
     * @param language code, or null to detect it
     * @return one result per window
     */
    List<Decoded> decode(IntFunction<float[]> mel, int[] samples, @Nullable String language) {
        DecoderCache cache = sessions.acquire();
        try {
            return new Call(mel, samples, language, cache).run();
        } finally {
            sessions.release(cache);
        }
    }

    /** The state of one call. Row {@code i} of the list is row {@code i} of the cache. */
    private final class Call {
        private final IntFunction<float[]> mel;
        private final int[] samples;
        private final @Nullable String language;
        private final DecoderCache cache;
        private final List<DecodingRow> rows = new ArrayList<>();
        private final int[] attempts;
        private final List<@Nullable Decoded> results;
        private final float[] logits = new float[model.sizes().vocabulary()];
        private int nextWindow;

        private Call(IntFunction<float[]> mel, int[] samples, @Nullable String language, DecoderCache cache) {
            this.mel = mel;
            this.samples = samples;
            this.language = language;
            this.cache = cache;
            this.attempts = new int[samples.length];
            this.results = new ArrayList<>(Collections.nCopies(samples.length, null));
        }

        private List<Decoded> run() {
            while (rows.size() < batch && nextWindow < samples.length) {
                rows.add(begin(rows.size()));
            }
            while (!rows.isEmpty()) {
                step();
                for (int row = rows.size() - 1; row >= 0; row--) {
                    if (rows.get(row).finished()) {
                        finish(row);
                    }
                }
            }
            return results.stream()
                    .map(result -> {
                        if (result == null) {
                            throw new IllegalStateException("A window was left out");
                        }
                        return result;
                    })
                    .toList();
        }

        private DecodingRow begin(int row) {
            int window = nextWindow++;
            sessions.encode(mel.apply(window), cache, row);
            return new DecodingRow(window, language, model);
        }

        private void step() {
            long[] tokens = rows.stream().mapToLong(DecodingRow::next).toArray();
            long[] positions = rows.stream().mapToLong(DecodingRow::position).toArray();
            sessions.step(tokens, positions, cache);
            for (int row = 0; row < rows.size(); row++) {
                cache.logits().read(row, logits);
                rows.get(row).accept(logits);
            }
        }

        private void finish(int row) {
            DecodingRow done = rows.get(row);
            Decoded result = done.result(ImmutableList.of());
            if (result.needsFallback() && attempts[done.window()] + 1 < TEMPERATURES.length) {
                done.restart(TEMPERATURES[++attempts[done.window()]]);
                return;
            }
            if (aligner != null && !result.silent()) {
                result =
                        done.result(aligner.frames(result.tokens(), done.prompt(), samples[done.window()], cache, row));
            }
            results.set(done.window(), result);
            if (nextWindow < samples.length) {
                rows.set(row, begin(row));
                return;
            }
            int last = rows.size() - 1;
            if (row < last) {
                cache.copyRow(last, row);
                rows.set(row, rows.get(last));
            }
            rows.remove(last);
        }
    }
}
