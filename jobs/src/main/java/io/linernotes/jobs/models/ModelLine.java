package io.linernotes.jobs.models;

import io.linernotes.enrichment.asr.model.GraphCache;
import io.linernotes.enrichment.asr.model.ModelFolder;
import io.linernotes.enrichment.asr.model.ModelLock;
import io.linernotes.enrichment.asr.model.ModelStore;
import io.linernotes.enrichment.asr.whisper.WhisperDescription;
import io.linernotes.enrichment.asr.whisper.WhisperModels;
import io.linernotes.enrichment.failure.EnrichmentException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One model of a listing.
 *
 * @param state {@code embedded}, {@code pinned}, {@code not pinned}, or a sentence that says what is wrong
 * @param bytes of all files; null when nothing is pinned
 * @param dims width, encoder and decoder layers; null when the model is damaged
 * @param builds precisions whose graphs are cached
 */
record ModelLine(
        String name,
        String state,
        @Nullable Long bytes,
        @Nullable String dims,
        @Nullable Integer melBins,
        List<String> languages,
        List<String> builds) {
    /** What ships with the product. */
    private static final String EMBEDDED = "whisper-nano.en";

    static List<ModelLine> all(ModelStore store, GraphCache cache) {
        List<ModelLine> lines = new ArrayList<>();
        ModelFolder embedded = store.open(EMBEDDED);
        lines.add(line(EMBEDDED, "embedded", embedded.size(), WhisperModels.describe(embedded), List.of()));
        List<GraphCache.Content> graphs = cache.contents();
        for (String name : store.names()) {
            lines.add(installed(name, store, graphs));
        }
        return lines;
    }

    private static ModelLine installed(String name, ModelStore store, List<GraphCache.Content> graphs) {
        try {
            ModelLock.Entry pinned = store.pinned(name);
            List<String> builds = graphs.stream()
                    .filter(graph -> pinned != null && graph.model().equals(pinned.sha256()))
                    .map(GraphCache.Content::kind)
                    .distinct()
                    .sorted()
                    .toList();
            return line(
                    name,
                    pinned == null ? "not pinned" : "pinned",
                    pinned == null ? null : pinned.size(),
                    WhisperModels.describe(store.look(name)),
                    builds);
        } catch (EnrichmentException e) {
            return new ModelLine(name, e.getMessage(), null, null, null, List.of(), List.of());
        }
    }

    private static ModelLine line(
            String name, String state, @Nullable Long bytes, WhisperDescription model, List<String> builds) {
        return new ModelLine(name, state, bytes, model.dims(), model.sizes().melBins(), model.languages(), builds);
    }
}
