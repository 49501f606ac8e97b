package io.linernotes.enrichment.asr.whisper;

import com.google.common.base.Ticker;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Decodes windows side by side. A row that ends takes the next window at once, so that the batch stays full; rows are
 * independent, so that a window's result does not depend on its neighbours. Safe for several threads.
 */
final class WindowDecoder {
    /** Temperatures of {@code transcribe.py}: one after the other until the result is not doubtful. */
    private static final double[] TEMPERATURES = {0, 0.2, 0.4, 0.6, 0.8, 1.0};

    /** All attempts at a window may together say this many of the longest texts: music must not cost six times speech. */
    private static final int MOST_TEXTS = 3;

    /** No attempt begins later than this after the window's first. Far beyond what any model takes on a sound machine. */
    private static final long LONGEST_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final WhisperModel model;
    private final WhisperSessions sessions;
    private final int batch;
    private final SearchOptions options;
    private final @Nullable WordAligner aligner;
    private final Ticker ticker;

    /**
     * Decodes with the given sessions, which the caller keeps.
     *
     * @param batch rows, at least as many as beams
     * @param aligner null when words need no times
     * @param ticker tells how long a window has taken
     */
    WindowDecoder(
            WhisperModel model,
            WhisperSessions sessions,
            int batch,
            SearchOptions options,
            @Nullable WordAligner aligner,
            Ticker ticker) {
        this.model = model;
        this.sessions = sessions;
        this.batch = batch;
        this.options = options;
        this.aligner = aligner;
        this.ticker = ticker;
    }

    /**
     * Decodes all windows.
     *
     * @param mel features of a window, asked for once each when its turn comes
     * @param samples real samples of every window
     * @param request what is wanted of all of them
     * @return one result per window
     */
    List<Decoded> decode(IntFunction<float[]> mel, int[] samples, DecodingRequest request) {
        DecoderCache cache = sessions.acquire();
        try {
            return new Call(mel, samples, request, cache).run();
        } finally {
            sessions.release(cache);
        }
    }

    /**
     * Listens to windows without decoding them.
     *
     * @return for every window, the probability of each language
     */
    List<Map<String, Double>> languages(IntFunction<float[]> mel, int windows) {
        DecoderCache cache = sessions.acquire();
        try {
            List<Map<String, Double>> languages = new ArrayList<>();
            float[] logits = new float[model.sizes().vocabulary()];
            SpecialTokens special = model.tokenizer().special();
            for (int window = 0; window < windows; window++) {
                sessions.encode(mel.apply(window), cache, 0);
                sessions.step(new long[] {special.startOfTranscript()}, new long[] {0}, cache);
                cache.logits().read(0, logits);
                languages.add(special.languageProbabilities(logits));
            }
            return languages;
        } finally {
            sessions.release(cache);
        }
    }

    /** A window and the rows of the cache that it holds. */
    private static final class Place {
        private final DecodingWindow window;
        private final List<Integer> rows;
        private final long begun;
        private int attempts;
        private int tokens;
        /** The attempt to keep so far. */
        private @Nullable Decoded best;

        private Place(DecodingWindow window, List<Integer> rows, long begun) {
            this.window = window;
            this.rows = rows;
            this.begun = begun;
        }
    }

    /** The state of one call. */
    private final class Call {
        private final IntFunction<float[]> mel;
        private final int[] samples;
        private final DecodingRequest request;
        private final DecoderCache cache;
        /** Who holds which row of the cache; nobody only while windows come and go. */
        private final List<@Nullable Place> owners = new ArrayList<>();

        private final List<@Nullable Decoded> results;
        private final float[] logits = new float[model.sizes().vocabulary()];
        private int nextWindow;

        private Call(IntFunction<float[]> mel, int[] samples, DecodingRequest request, DecoderCache cache) {
            this.mel = mel;
            this.samples = samples;
            this.request = request;
            this.cache = cache;
            this.results = new ArrayList<>(Collections.nCopies(samples.length, null));
        }

        private List<Decoded> run() {
            begin();
            while (!owners.isEmpty()) {
                step();
                places().stream().filter(place -> place.window.finished()).forEach(this::finish);
                begin();
                closeGaps();
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

        private List<Place> places() {
            return owners.stream().filter(Objects::nonNull).distinct().toList();
        }

        /** Gives free rows to the next windows. */
        private void begin() {
            while (nextWindow < samples.length && freeRows() >= options.beams()) {
                int window = nextWindow++;
                List<Integer> rows = new ArrayList<>();
                Place place = new Place(new DecodingWindow(window, request, model, options), rows, ticker.read());
                for (int row = 0; rows.size() < options.beams(); row++) {
                    if (row == owners.size()) {
                        owners.add(place);
                        rows.add(row);
                    } else if (owners.get(row) == null) {
                        owners.set(row, place);
                        rows.add(row);
                    }
                }
                sessions.encode(mel.apply(window), cache, rows.get(0));
                rows.stream().skip(1).forEach(row -> cache.copyRow(rows.get(0), row));
            }
        }

        private int freeRows() {
            return batch - (int) owners.stream().filter(Objects::nonNull).count();
        }

        private void step() {
            long[] tokens = new long[owners.size()];
            long[] positions = new long[owners.size()];
            List<Place> places = places();
            for (Place place : places) {
                for (int i = 0; i < place.rows.size(); i++) {
                    tokens[place.rows.get(i)] = place.window.next(i);
                    positions[place.rows.get(i)] = place.window.position();
                }
            }
            sessions.step(tokens, positions, cache);
            for (Place place : places) {
                for (int i = 0; i < place.rows.size(); i++) {
                    cache.logits().read(place.rows.get(i), logits);
                    place.window.accept(i, logits);
                }
                int used = place.window.position() + 1;
                int[] sources = place.window.advance();
                for (int i = 0; i < sources.length; i++) {
                    if (sources[i] != i) {
                        cache.copyTokens(place.rows.get(sources[i]), place.rows.get(i), used);
                    }
                }
            }
        }

        private void finish(Place place) {
            int first = place.rows.get(0);
            DecodingWindow window = place.window;
            Decoded attempt = window.result();
            place.attempts++;
            place.tokens += attempt.tokens().size();
            Decoded result = place.best == null || attempt.isBetterThan(place.best) ? attempt : place.best;
            place.best = result;
            if (result.needsFallback() && mayTryAgain(place)) {
                window.restart(TEMPERATURES[place.attempts]);
                while (place.rows.size() > window.rows()) {
                    owners.set(place.rows.remove(place.rows.size() - 1), null);
                }
                return;
            }
            if (aligner != null && !result.silent()) {
                result = result.timed(
                        aligner.frames(result.tokens(), window.start(), samples[window.window()], cache, first));
            }
            results.set(window.window(), result);
            place.rows.forEach(row -> owners.set(row, null));
        }

        private boolean mayTryAgain(Place place) {
            int longest = model.sizes().textPositions() / 2;
            return place.attempts < TEMPERATURES.length
                    && place.tokens + longest <= MOST_TEXTS * longest
                    && ticker.read() - place.begun < LONGEST_NANOS;
        }

        /** Moves the last rows into free ones, so that no empty row is computed. */
        private void closeGaps() {
            for (int row = owners.size() - 1; row >= 0; row--) {
                Place place = owners.get(row);
                int gap = owners.indexOf(null);
                if (place != null && gap >= 0 && gap < row) {
                    cache.copyRow(row, gap);
                    place.rows.set(place.rows.indexOf(row), gap);
                    owners.set(gap, place);
                    owners.set(row, null);
                }
                if (owners.get(row) == null && row == owners.size() - 1) {
                    owners.remove(row);
                }
            }
        }
    }
}
