package io.linernotes.jobs.inventory;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import java.io.BufferedReader;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Lists what the inputs name. A folder gives every file below it, sorted, except hidden ones (names that start with a dot
 * or an underscore, as everywhere in Hadoop) and gold files; a manifest gives its entries.
 */
public final class InputLister {
    /** Gold beside the recordings that it belongs to. */
    public static final String GOLD_FILE = "items.jsonl";

    private final Configuration configuration;
    private final Map<String, InventoryItem> items = new LinkedHashMap<>();
    private final Set<Path> goldFolders = new LinkedHashSet<>();

    private InputLister(Configuration configuration) {
        this.configuration = configuration;
    }

    /**
     * What was listed.
     *
     * @param items one per file, without repeats, in the order of the inputs
     * @param goldFolders folders that hold gold beside recordings
     */
    public record Listing(List<InventoryItem> items, List<Path> goldFolders) {
        public Listing {
            items = List.copyOf(items);
            goldFolders = List.copyOf(goldFolders);
        }
    }

    /**
     * Lists the inputs.
     *
     * @param inputs paths, globs or manifests
     * @throws EnrichmentException {@code INVENTORY_UNREADABLE} when one names nothing
     */
    public static Listing list(Collection<String> inputs, Configuration configuration) {
        InputLister lister = new InputLister(configuration);
        for (String input : inputs) {
            try {
                lister.add(input);
            } catch (IOException e) {
                throw new EnrichmentException(
                        ErrorCode.INVENTORY_UNREADABLE, "Cannot read input %s: %s.".formatted(input, reason(e)), e);
            }
        }
        return new Listing(new ArrayList<>(lister.items.values()), new ArrayList<>(lister.goldFolders));
    }

    private static String reason(IOException e) {
        return e instanceof FileNotFoundException
                ? "it does not exist"
                : e.getClass().getSimpleName();
    }

    private void add(String input) throws IOException {
        Path path = new Path(input);
        FileSystem files = path.getFileSystem(configuration);
        FileStatus[] found = files.exists(path) ? new FileStatus[] {files.getFileStatus(path)} : files.globStatus(path);
        if (found == null || found.length == 0) {
            throw new EnrichmentException(
                    ErrorCode.INVENTORY_UNREADABLE, "Cannot read input %s: it does not exist.".formatted(input));
        }
        Arrays.sort(found, Comparator.comparing(FileStatus::getPath));
        for (FileStatus status : found) {
            if (status.isDirectory()) {
                addFolder(files, status.getPath());
            } else if (ManifestReader.isManifest(status.getPath().getName())) {
                addManifest(files, status.getPath());
            } else {
                addFile(status, EpisodeMetadata.NONE);
            }
        }
    }

    private void addFolder(FileSystem files, Path folder) throws IOException {
        FileStatus[] children = files.listStatus(folder);
        Arrays.sort(children, Comparator.comparing(FileStatus::getPath));
        for (FileStatus child : children) {
            String name = child.getPath().getName();
            if (name.startsWith(".") || name.startsWith("_")) {
                continue;
            }
            if (child.isDirectory()) {
                addFolder(files, child.getPath());
            } else if (name.equals(GOLD_FILE)) {
                goldFolders.add(folder);
            } else {
                addFile(child, EpisodeMetadata.NONE);
            }
        }
    }

    private void addManifest(FileSystem files, Path manifest) throws IOException {
        List<ManifestReader.Entry> entries;
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(files.open(manifest), StandardCharsets.UTF_8))) {
            entries = ManifestReader.read(manifest.getName(), reader);
        }
        for (ManifestReader.Entry entry : entries) {
            Path media = new Path(manifest.getParent(), entry.media());
            FileSystem mediaFiles = media.getFileSystem(configuration);
            Path qualified = mediaFiles.makeQualified(media);
            Long bytes = null;
            try {
                bytes = mediaFiles.getFileStatus(qualified).getLen();
            } catch (FileNotFoundException e) {
                // Listed all the same: hashing says that it is missing, and the row tells the user.
            }
            items.putIfAbsent(
                    qualified.toString(), InventoryItem.listed(qualified.toString(), bytes, entry.metadata()));
        }
    }

    private void addFile(FileStatus status, EpisodeMetadata metadata) {
        String media = status.getPath().toString();
        items.putIfAbsent(media, InventoryItem.listed(media, status.getLen(), metadata));
    }
}
