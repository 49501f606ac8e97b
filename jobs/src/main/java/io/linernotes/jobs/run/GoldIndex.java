package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.gold.GoldSet;
import io.linernotes.jobs.inventory.InputLister;
import io.linernotes.jobs.inventory.InventoryItem;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * Finds the gold of an input: the item whose audio or transcript is that file, else the only one whose file has the same
 * name, else the only one whose id is the file's name without its ending.
 */
final class GoldIndex {
    private final Map<String, GoldItem> byPath = new HashMap<>();
    private final Map<String, List<GoldItem>> byName = new HashMap<>();

    /**
     * Reads gold sets.
     *
     * @param folders each with an {@code items.jsonl}, or with folders that have one
     * @throws EnrichmentException {@code GOLD_INVALID} when a set is wrong
     */
    static GoldIndex read(Collection<Path> folders, Configuration configuration) {
        GoldIndex index = new GoldIndex();
        for (Path folder : folders) {
            try {
                FileSystem files = folder.getFileSystem(configuration);
                int sets = index.addSet(files, folder);
                for (FileStatus child : files.listStatus(folder)) {
                    if (child.isDirectory()) {
                        sets += index.addSet(files, child.getPath());
                    }
                }
                if (sets == 0) {
                    throw new EnrichmentException(
                            ErrorCode.GOLD_INVALID,
                            "Cannot read gold in %s: there is no %s.".formatted(folder, InputLister.GOLD_FILE));
                }
            } catch (IOException e) {
                throw new EnrichmentException(
                        ErrorCode.GOLD_INVALID,
                        "Cannot read gold in %s: %s."
                                .formatted(folder, e.getClass().getSimpleName()),
                        e);
            }
        }
        return index;
    }

    /** The gold of those inputs that have some, by recording. */
    Map<String, GoldItem> of(Collection<InventoryItem> items) {
        Map<String, GoldItem> found = new LinkedHashMap<>();
        for (InventoryItem item : items) {
            GoldItem gold = find(item.media());
            if (gold != null && item.recording() != null) {
                found.putIfAbsent(item.recording().sha256(), gold);
            }
        }
        return found;
    }

    private @Nullable GoldItem find(String media) {
        GoldItem exact = byPath.get(media);
        if (exact != null) {
            return exact;
        }
        String name = new Path(media).getName();
        int dot = name.lastIndexOf('.');
        GoldItem named = only(name);
        return named != null ? named : only(dot < 0 ? name : name.substring(0, dot));
    }

    private @Nullable GoldItem only(String name) {
        List<GoldItem> candidates = byName.getOrDefault(name, List.of());
        return candidates.size() == 1 ? candidates.get(0) : null;
    }

    private int addSet(FileSystem files, Path folder) throws IOException {
        Path file = new Path(folder, InputLister.GOLD_FILE);
        if (!files.exists(file)) {
            return 0;
        }
        try (Reader reader = new InputStreamReader(files.open(file), StandardCharsets.UTF_8)) {
            for (GoldItem item : GoldSet.read(file.toString(), reader).items()) {
                addName(item.id(), item);
                addFile(files, folder, item.audio(), item);
                addFile(files, folder, item.transcript(), item);
            }
        }
        return 1;
    }

    private void addFile(FileSystem files, Path folder, @Nullable String relative, GoldItem item) {
        if (relative != null) {
            Path path = files.makeQualified(new Path(folder, relative));
            byPath.put(path.toString(), item);
            addName(path.getName(), item);
        }
    }

    private void addName(String name, GoldItem item) {
        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(item);
    }
}
