package io.linernotes.jobs.output;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.io.InputFile;

/** A file system of Hadoop whose name node renames folders and creates files atomically, such as HDFS. */
final class HadoopStorage implements Storage {
    private final FileSystem files;
    private final Path root;

    HadoopStorage(FileSystem files, Path root) {
        this.files = files;
        this.root = files.makeQualified(root);
    }

    @Override
    public Path path(String relative) {
        return relative.isEmpty() ? root : new Path(root, relative);
    }

    @Override
    public boolean exists(String path) throws IOException {
        return files.exists(path(path));
    }

    @Override
    public List<String> children(String folder) throws IOException {
        try {
            return Arrays.stream(files.listStatus(path(folder)))
                    .map(child -> child.getPath().getName())
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    @Override
    public List<StoredFile> files(String folder) throws IOException {
        List<StoredFile> found = new ArrayList<>();
        RemoteIterator<LocatedFileStatus> all = files.listFiles(path(folder), true);
        while (all.hasNext()) {
            LocatedFileStatus file = all.next();
            String relative = root.toUri().relativize(file.getPath().toUri()).getPath();
            found.add(new StoredFile(relative, file.getLen()));
        }
        found.sort(Comparator.comparing(StoredFile::path));
        return found;
    }

    @Override
    public InputStream read(String path) throws IOException {
        return files.open(path(path));
    }

    @Override
    public InputFile parquet(String path) throws IOException {
        return HadoopInputFile.fromPath(path(path), files.getConf());
    }

    @Override
    public void createFolder(String path) throws IOException {
        if (!files.mkdirs(path(path))) {
            throw new IOException("mkdirs returned false for " + path(path));
        }
    }

    @Override
    public boolean createNew(String path, byte[] content) throws IOException {
        try {
            write(path, content, false);
            return true;
        } catch (IOException e) {
            // HDFS has several ways to say that somebody else is writing this file.
            if (exists(path)) {
                return false;
            }
            throw e;
        }
    }

    @Override
    public void write(String path, byte[] content) throws IOException {
        write(path, content, true);
    }

    private void write(String path, byte[] content, boolean overwrite) throws IOException {
        try (FSDataOutputStream out = files.create(path(path), overwrite)) {
            out.write(content);
            out.hsync();
        }
    }

    @Override
    public void touch(String path, Instant time) throws IOException {
        files.setTimes(path(path), time.toEpochMilli(), -1);
    }

    @Override
    public Instant modified(String path) throws IOException {
        return Instant.ofEpochMilli(files.getFileStatus(path(path)).getModificationTime());
    }

    /** The check before it matters: a rename onto an existing folder moves into that folder. The run's lock guards it. */
    @Override
    public void renameFolder(String from, String to) throws IOException {
        if (exists(to)) {
            throw new FileAlreadyExistsException(to);
        }
        if (!files.rename(path(from), path(to))) {
            throw new IOException("rename returned false for " + path(from));
        }
    }

    @Override
    public void delete(String path) throws IOException {
        files.delete(path(path), true);
    }

    /** A closed file on HDFS is on its data nodes already. */
    @Override
    public void force(String folder) {}
}
