package io.linernotes.jobs.output;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.InputFile;
import org.apache.parquet.io.LocalInputFile;

/**
 * Local disks, by {@code java.nio} alone. Hadoop's own local file system is not used: there two processes can both
 * create the same file, a rename over an existing name succeeds, a sync does nothing, and a hidden checksum file lies
 * beside every file, which no longer fits once anybody else writes it.
 */
final class LocalStorage implements Storage {
    private final java.nio.file.Path root;

    LocalStorage(java.nio.file.Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    @Override
    public Path path(String relative) {
        return new Path("file", null, local(relative).toString());
    }

    @Override
    public boolean exists(String path) {
        return Files.exists(local(path), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<String> children(String folder) throws IOException {
        if (!Files.isDirectory(local(folder))) {
            return List.of();
        }
        try (Stream<java.nio.file.Path> children = Files.list(local(folder))) {
            return children.map(child -> child.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Override
    public List<StoredFile> files(String folder) throws IOException {
        try (Stream<java.nio.file.Path> all = Files.walk(local(folder))) {
            return all.filter(Files::isRegularFile)
                    .map(file -> new StoredFile(relative(file), file.toFile().length()))
                    .sorted(Comparator.comparing(StoredFile::path))
                    .toList();
        }
    }

    @Override
    public InputStream read(String path) throws IOException {
        return Files.newInputStream(local(path));
    }

    @Override
    public InputFile parquet(String path) {
        return new LocalInputFile(local(path));
    }

    @Override
    public void createFolder(String path) throws IOException {
        try {
            Files.createDirectories(local(path));
        } catch (FileAlreadyExistsException e) {
            throw new NotDirectoryException(e.getFile());
        }
    }

    @Override
    public boolean createNew(String path, byte[] content) throws IOException {
        try {
            Files.write(local(path), content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        Files.write(local(path), content);
        force(local(path));
    }

    @Override
    public void touch(String path, Instant time) throws IOException {
        Files.setLastModifiedTime(local(path), FileTime.from(time));
    }

    @Override
    public Instant modified(String path) throws IOException {
        return Files.getLastModifiedTime(local(path)).toInstant();
    }

    @Override
    public void renameFolder(String from, String to) throws IOException {
        if (exists(to)) {
            throw new FileAlreadyExistsException(to);
        }
        Files.move(local(from), local(to), StandardCopyOption.ATOMIC_MOVE);
        force(local(to).getParent());
    }

    @Override
    public void delete(String path) throws IOException {
        if (!exists(path)) {
            return;
        }
        try (Stream<java.nio.file.Path> all = Files.walk(local(path))) {
            for (java.nio.file.Path file : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void force(String folder) throws IOException {
        try (Stream<java.nio.file.Path> all = Files.walk(local(folder))) {
            for (java.nio.file.Path file : all.toList()) {
                force(file);
            }
        }
    }

    private static void force(java.nio.file.Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private java.nio.file.Path local(String relative) {
        return root.resolve(relative);
    }

    private String relative(java.nio.file.Path file) {
        return root.relativize(file).toString().replace('\\', '/');
    }
}
