package io.linernotes.jobs.inventory;

import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.SeekableBytes;
import java.io.IOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** A recording on any Hadoop file system: local disk, HDFS, S3, GCS. */
public final class HadoopMediaSource implements MediaSource {
    private final Path path;
    private final Configuration configuration;

    public HadoopMediaSource(String media, Configuration configuration) {
        this.path = new Path(media);
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return path.getName();
    }

    @Override
    public SeekableBytes open() throws IOException {
        FileSystem files = path.getFileSystem(configuration);
        long length = files.getFileStatus(path).getLen();
        return new HadoopBytes(files.open(path), length);
    }

    private static final class HadoopBytes implements SeekableBytes {
        private final FSDataInputStream stream;
        private final long length;
        private long position;

        HadoopBytes(FSDataInputStream stream, long length) {
            this.stream = stream;
            this.length = length;
        }

        @Override
        public long length() {
            return length;
        }

        @Override
        public void seek(long target) {
            position = target;
        }

        @Override
        public int read(byte[] buffer, int offset, int count) throws IOException {
            if (position >= length) {
                return -1;
            }
            // Moved only when read: libav seeks far more often than it reads, and remote stores reopen on a seek.
            if (stream.getPos() != position) {
                stream.seek(position);
            }
            int read = stream.read(buffer, offset, count);
            if (read > 0) {
                position += read;
            }
            return read;
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }
}
