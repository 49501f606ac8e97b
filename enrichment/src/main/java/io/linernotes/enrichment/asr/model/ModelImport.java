package io.linernotes.enrichment.asr.model;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Copies the files of a model, and no others.
 *
 * @param source without links
 * @param target an empty folder
 */
record ModelImport(Path source, Path target) {
    void run() throws IOException {
        List<String> files = new ArrayList<>(ModelFolder.JSON_FILES);
        files.add(ModelFolder.NOTE);
        if (Files.exists(source.resolve(ModelFolder.WEIGHTS))) {
            files.add(ModelFolder.WEIGHTS);
        } else if (Files.exists(source.resolve(ShardedWeights.INDEX))) {
            files.add(ShardedWeights.INDEX);
            copy(ShardedWeights.INDEX);
            byte[] index = Files.readAllBytes(target.resolve(ShardedWeights.INDEX));
            files.addAll(ShardedWeights.shards(source.getFileName().toString(), new JsonMapper().readTree(index)));
        } else {
            files.addAll(copyExport());
        }
        for (String file : files) {
            if (Files.exists(source.resolve(file)) && !Files.exists(target.resolve(file))) {
                copy(file);
            }
        }
    }

    /** Copies the graphs of an export; returns what lies beside them. */
    private List<String> copyExport() throws IOException {
        String model = source.getFileName().toString();
        ExportFiles export = ExportFiles.find(model, file -> Files.exists(source.resolve(file)));
        List<String> data = new ArrayList<>();
        if (export != null) {
            for (String graph : List.of(export.encoder(), export.decoder())) {
                copy(graph);
                data.addAll(ExportFiles.dataFiles(model, graph, target.resolve(graph)));
            }
        }
        return data;
    }

    private void copy(String file) throws IOException {
        Path path = source.resolve(file);
        Path real = path.toRealPath();
        if (!real.equals(path) && !isBlob(real)) {
            throw new EnrichmentException(
                    ErrorCode.MODEL_INTEGRITY,
                    "File %s of %s is a link that leaves the folder.".formatted(file, source));
        }
        Files.createDirectories(target.resolve(file).getParent());
        Files.copy(real, target.resolve(file));
    }

    /** The hub's own cache keeps contents in {@code blobs} and links to them in {@code snapshots/REVISION}. */
    private boolean isBlob(Path real) {
        Path snapshots = source.getParent();
        return snapshots != null
                && snapshots.endsWith("snapshots")
                && real.startsWith(snapshots.resolveSibling("blobs"));
    }
}
