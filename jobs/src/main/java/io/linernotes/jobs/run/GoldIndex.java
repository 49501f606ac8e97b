package io.linernotes.jobs.run;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.transcript.file.TranscriptReader;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.gold.GoldSet;
import io.linernotes.jobs.inventory.InputLister;
import io.linernotes.jobs.inventory.InventoryItem;
import java.io.IOException;
import java.io.InputStream;
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
    private final Map<String, Entry> byPath = new HashMap<>();
    private final Map<String, List<Entry>> byName = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private int size;

    /** An item and the name of its set. */
    record Entry(String set, GoldItem item) {}

    /**
     * Reads gold sets.
     *
     * @param folders each with an {@code items.jsonl}, or with folders that have one
     * @throws EnrichmentException {@code GOLD_INVALID} with every problem of every set, one a line
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
        if (!index.problems.isEmpty()) {
            throw new EnrichmentException(ErrorCode.GOLD_INVALID, String.join("\n", index.problems));
        }
        return index;
    }

    /** Items of all sets. */
    int size() {
        return size;
    }

    /** The gold of those inputs that have some, by recording. */
    Map<String, GoldItem> of(Collection<InventoryItem> items) {
        Map<String, GoldItem> found = new LinkedHashMap<>();
        for (InventoryItem item : items) {
            Entry gold = find(item.media());
            if (gold != null && item.recording() != null) {
                found.putIfAbsent(item.recording().sha256(), gold.item());
            }
        }
        return found;
    }

    /** The gold of an input; null when it has none. */
    @Nullable
    Entry find(String media) {
        Entry exact = byPath.get(media);
        if (exact != null) {
            return exact;
        }
        String name = new Path(media).getName();
        int dot = name.lastIndexOf('.');
        Entry named = only(name);
        return named != null ? named : only(dot < 0 ? name : name.substring(0, dot));
    }

    private @Nullable Entry only(String name) {
        List<Entry> candidates = byName.getOrDefault(name, List.of());
        return candidates.size() == 1 ? candidates.get(0) : null;
    }

    private int addSet(FileSystem files, Path folder) throws IOException {
        Path file = new Path(folder, InputLister.GOLD_FILE);
        if (!files.exists(file)) {
            return 0;
        }
        String set = folder.getName();
        try (Reader reader = new InputStreamReader(files.open(file), StandardCharsets.UTF_8)) {
            for (GoldItem read : GoldSet.read(file.toString(), reader, path -> exists(files, new Path(folder, path)))
                    .items()) {
                GoldItem item = withCues(files, folder, read);
                Entry entry = new Entry(set, item);
                size++;
                addName(item.id(), entry);
                addFile(files, folder, item.audio(), entry);
                addFile(files, folder, item.transcript(), entry);
            }
        } catch (EnrichmentException e) {
            // The other sets are read all the same, so that one look is enough to mend them all.
            problems.add(String.valueOf(e.getMessage()));
        }
        return 1;
    }

    /** With the starts of its transcript's cues, where chapters can be scored on them. */
    private static GoldItem withCues(FileSystem files, Path folder, GoldItem item) throws IOException {
        if (item.transcript() == null || item.chapters().isEmpty()) {
            return item;
        }
        try (InputStream stream = files.open(new Path(folder, item.transcript()))) {
            return item.withCueStarts(TranscriptReader.read(stream).segments().stream()
                    .map(cue -> cue.range().startMs())
                    .toList());
        } catch (EnrichmentException e) {
            throw new EnrichmentException(
                    ErrorCode.GOLD_INVALID,
                    "%s: the transcript %s cannot be read: %s"
                            .formatted(new Path(folder, InputLister.GOLD_FILE), item.transcript(), e.getMessage()),
                    e);
        }
    }

    private static boolean exists(FileSystem files, Path path) {
        try {
            return files.exists(path);
        } catch (IOException e) {
            return false;
        }
    }

    private void addFile(FileSystem files, Path folder, @Nullable String relative, Entry entry) {
        if (relative != null) {
            Path path = files.makeQualified(new Path(folder, relative));
            byPath.put(path.toString(), entry);
            addName(path.getName(), entry);
        }
    }

    private void addName(String name, Entry entry) {
        byName.computeIfAbsent(name, key -> new ArrayList<>()).add(entry);
    }
}
