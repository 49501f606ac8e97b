package io.linernotes.jobs.output;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.InputFile;

/** Passes everything on, and fails where a test says. */
final class FaultyStorage implements Storage {
    interface Step {
        void run(String from, String to) throws IOException;
    }

    private final Storage inner;
    Step rename;
    Consumer<String> beforeCreate = path -> {};
    boolean blind;

    FaultyStorage(Storage inner) {
        this.inner = inner;
        this.rename = inner::renameFolder;
    }

    @Override
    public Path path(String relative) {
        return inner.path(relative);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return inner.exists(path);
    }

    @Override
    public List<String> children(String folder) throws IOException {
        return inner.children(folder);
    }

    @Override
    public List<StoredFile> files(String folder) throws IOException {
        return inner.files(folder);
    }

    @Override
    public InputStream read(String path) throws IOException {
        if (blind) {
            throw new IOException("connection lost");
        }
        return inner.read(path);
    }

    @Override
    public InputFile parquet(String path) throws IOException {
        return inner.parquet(path);
    }

    @Override
    public void createFolder(String path) throws IOException {
        inner.createFolder(path);
    }

    @Override
    public boolean createNew(String path, byte[] content) throws IOException {
        beforeCreate.accept(path);
        return inner.createNew(path, content);
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        inner.write(path, content);
    }

    @Override
    public void touch(String path, Instant time) throws IOException {
        inner.touch(path, time);
    }

    @Override
    public Instant modified(String path) throws IOException {
        return inner.modified(path);
    }

    @Override
    public void renameFolder(String from, String to) throws IOException {
        rename.run(from, to);
    }

    @Override
    public void delete(String path) throws IOException {
        inner.delete(path);
    }

    @Override
    public void force(String folder) throws IOException {
        inner.force(folder);
    }
}
