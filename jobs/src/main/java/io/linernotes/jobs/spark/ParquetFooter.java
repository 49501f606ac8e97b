package io.linernotes.jobs.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Comparator;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.IOUtils;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.Util;

/** The last part of a Parquet file, which says what lies where in it; its length and {@code PAR1} follow. */
final class ParquetFooter {
    private static final int TRAILER = 8;

    private ParquetFooter() {}

    /**
     * Puts the encodings of each column in order. Parquet's writer lists them as they come out of a hash set, whose order
     * another JVM does not repeat.
     */
    static void sortEncodings(Path file, Configuration configuration) throws IOException {
        FileSystem files = file.getFileSystem(configuration);
        long end = files.getFileStatus(file).getLen() - TRAILER;
        try (FSDataInputStream in = files.open(file)) {
            byte[] trailer = new byte[TRAILER];
            in.readFully(end, trailer);
            byte[] footer = new byte
                    [ByteBuffer.wrap(trailer).order(ByteOrder.LITTLE_ENDIAN).getInt()];
            in.readFully(end - footer.length, footer);
            byte[] sorted = sorted(footer);
            if (!Arrays.equals(footer, sorted)) {
                replace(files, file, in, end - footer.length, sorted);
            }
        }
    }

    private static byte[] sorted(byte[] footer) throws IOException {
        FileMetaData data = Util.readFileMetaData(new ByteArrayInputStream(footer));
        data.getRow_groups().stream()
                .flatMap(group -> group.getColumns().stream())
                .forEach(column -> column.getMeta_data().getEncodings().sort(Comparator.naturalOrder()));
        ByteArrayOutputStream sorted = new ByteArrayOutputStream(footer.length);
        Util.writeFileMetaData(data, sorted);
        return sorted.toByteArray();
    }

    private static void replace(FileSystem files, Path file, FSDataInputStream in, long kept, byte[] footer)
            throws IOException {
        Path copy = file.suffix(".copy");
        try (FSDataOutputStream out = files.create(copy, true)) {
            in.seek(0);
            IOUtils.copyBytes(in, out, kept, false);
            out.write(footer);
            out.write(ByteBuffer.allocate(TRAILER)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(footer.length)
                    .put(new byte[] {'P', 'A', 'R', '1'})
                    .array());
        }
        files.delete(file, false);
        if (!files.rename(copy, file)) {
            throw new IOException("rename returned false for " + copy);
        }
    }
}
