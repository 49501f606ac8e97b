package io.linernotes.jobs.claims;

import io.linernotes.enrichment.llm.ledger.LedgerFiles;
import io.linernotes.enrichment.llm.ledger.LocalLedgerFiles;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Local paths by {@code java.nio}, URLs by Hadoop. */
final class SparkLedgerFiles implements LedgerFiles {
    private final LedgerFiles local = new LocalLedgerFiles();
    private final Configuration hadoop;

    SparkLedgerFiles(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    @Override
    public AppendedFile create(String file) throws IOException {
        return isLocal(file) ? local.create(file) : new HadoopFile(files(file).create(new Path(file), false));
    }

    @Override
    public InputStream open(String file, long offset) throws IOException {
        if (isLocal(file)) {
            return local.open(file, offset);
        }
        FSDataInputStream in = files(file).open(new Path(file));
        in.seek(offset);
        return in;
    }

    @Override
    public List<String> list(String folder) throws IOException {
        if (isLocal(folder)) {
            return local.list(folder);
        }
        try {
            return Arrays.stream(files(folder).listStatus(new Path(folder)))
                    .map(child -> child.getPath().getName())
                    .sorted()
                    .toList();
        } catch (FileNotFoundException e) {
            return List.of();
        }
    }

    private static boolean isLocal(String path) {
        return path.startsWith("/");
    }

    private FileSystem files(String path) throws IOException {
        return new Path(path).getFileSystem(hadoop);
    }

    private record HadoopFile(FSDataOutputStream out) implements AppendedFile {
        /** On HDFS this is on the data nodes, where the end of this process does not reach it. */
        @Override
        public void append(byte[] bytes) throws IOException {
            out.write(bytes);
            out.hflush();
        }

        @Override
        public void force() throws IOException {
            out.hsync();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
