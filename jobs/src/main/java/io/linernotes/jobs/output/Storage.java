package io.linernotes.jobs.output;

import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.io.InputFile;

/**
 * The few file operations that a run needs, each with a promise that its file system keeps. All paths are relative to
 * the folder of all runs, with forward slashes.
 */
interface Storage {
    /** A file below some folder. */
    record StoredFile(String path, long bytes) {}

    /** Returns the path as Spark takes it. */
    Path path(String relative);

    boolean exists(String path) throws IOException;

    /** Returns the names of a folder's direct children, sorted; none if there is no such folder. */
    List<String> children(String folder) throws IOException;

    /** Returns all files below a folder, sorted by path. */
    List<StoredFile> files(String folder) throws IOException;

    InputStream read(String path) throws IOException;

    InputFile parquet(String path) throws IOException;

    /** Creates missing parents too. */
    void createFolder(String path) throws IOException;

    /**
     * Creates a file unless it exists. Of several processes that try, exactly one is told true.
     *
     * @return whether this call created it
     */
    boolean createNew(String path, byte[] content) throws IOException;

    /** Writes a file, over an earlier one if need be, and forces it to disk. */
    void write(String path, byte[] content) throws IOException;

    /** Sets the modification time of a file that exists. */
    void touch(String path, Instant time) throws IOException;

    Instant modified(String path) throws IOException;

    /** Moves a folder to a name that does not exist, in one step. */
    void renameFolder(String from, String to) throws IOException;

    /** Deletes a file or a folder with all it holds; nothing happens if it is not there. */
    void delete(String path) throws IOException;

    /** Forces a folder and everything below it to disk, as far as the file system needs to be asked. */
    void force(String folder) throws IOException;
}
