package io.linernotes.enrichment.asr.model;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Files built from models, and what was measured for that, each set in a folder named by a hash of all that it depends on. A set appears whole, by one
 * rename; when two processes build the same, one of them wins and both use it. Only the owner may read or write.
 */
public final class GraphCache {
    private static final String CONTENT = "content.json";
    private static final String UNFINISHED = ".unfinished-";
    private static final Duration ABANDONED = Duration.ofDays(1);
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rwx------");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private final Path root;

    /** @param root may not exist yet */
    public GraphCache(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    /** Writes a set of files into an empty folder. */
    public interface Builder {
        void build(Path folder) throws IOException;
    }

    /**
     * What a set is.
     *
     * @param model hash of the model that it was built from; empty where there is none
     * @param kind for people, such as {@code int8}
     * @param files by name
     */
    public record Content(String model, String kind, Map<String, PinnedFile> files) {
        /** Bytes of all files. */
        public long size() {
            return files.values().stream().mapToLong(PinnedFile::size).sum();
        }
    }

    /**
     * Returns the folder of a set; builds it when it is not there or not what it was when it was built.
     *
     * @param key hash of all that the files depend on, 64 hex digits
     * @throws IOException when the cache cannot be used; nothing of it is left then
     */
    public Path folder(String key, String model, String kind, Builder builder) throws IOException {
        if (!key.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("Not a key: " + key);
        }
        openRoot();
        Path folder = root.resolve(key);
        if (Files.exists(folder)) {
            if (isIntact(folder)) {
                return folder;
            }
            Path damaged = Files.createTempDirectory(root, UNFINISHED);
            Files.move(folder, damaged.resolve(key), StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(damaged);
        }
        Path work = Files.createTempDirectory(root, UNFINISHED);
        try {
            builder.build(work);
            Content content = new Content(model, kind, pinned(work));
            Files.write(work.resolve(CONTENT), JSON.writeValueAsBytes(content));
            Files.move(work, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // Another process was faster: a folder is not renamed onto one that holds files.
            if (!isIntact(folder)) {
                throw e;
            }
        } finally {
            Folders.delete(work);
        }
        return folder;
    }

    /** All sets, in no order. */
    public List<Content> contents() {
        List<Content> contents = new ArrayList<>();
        for (Path folder : children()) {
            Content content = content(folder);
            if (content != null && !folder.getFileName().toString().startsWith(".")) {
                contents.add(content);
            }
        }
        return contents;
    }

    private void openRoot() throws IOException {
        Files.createDirectories(root);
        if (Files.getFileStore(root).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(root, OWNER_ONLY);
        }
        for (Path folder : children()) {
            boolean unfinished = folder.getFileName().toString().startsWith(UNFINISHED);
            Instant changed = Files.getLastModifiedTime(folder).toInstant();
            if (unfinished && changed.isBefore(Instant.now().minus(ABANDONED))) {
                Folders.delete(folder);
            }
        }
    }

    private List<Path> children() {
        try (Stream<Path> children = Files.list(root)) {
            return children.toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static boolean isIntact(Path folder) throws IOException {
        Content content = content(folder);
        return content != null && content.files.equals(pinned(folder));
    }

    private static @Nullable Content content(Path folder) {
        try {
            return JSON.readValue(Files.readAllBytes(folder.resolve(CONTENT)), Content.class);
        } catch (IOException | IllegalArgumentException e) {
            return null;
        }
    }

    private static Map<String, PinnedFile> pinned(Path folder) throws IOException {
        Map<String, PinnedFile> pinned = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> children = Files.list(folder)) {
            files = children.toList();
        }
        for (Path file : files) {
            if (!file.endsWith(CONTENT)) {
                try (InputStream in = Files.newInputStream(file)) {
                    pinned.put(file.getFileName().toString(), PinnedFile.of(in));
                }
            }
        }
        return pinned;
    }
}
