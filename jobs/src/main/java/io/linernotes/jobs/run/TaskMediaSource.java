package io.linernotes.jobs.run;

import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.SeekableBytes;
import java.io.IOException;
import org.apache.spark.TaskContext;

/** What a task reads: no more once it is killed, however long the decoder looks for a sample. */
record TaskMediaSource(MediaSource source, TaskContext context) implements MediaSource {
    @Override
    public String name() {
        return source.name();
    }

    @Override
    public SeekableBytes open() throws IOException {
        return new TaskBytes(source.open(), context);
    }

    private record TaskBytes(SeekableBytes bytes, TaskContext context) implements SeekableBytes {
        @Override
        public long length() {
            return bytes.length();
        }

        @Override
        public void seek(long position) throws IOException {
            bytes.seek(position);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            context.killTaskIfInterrupted();
            return bytes.read(buffer, offset, length);
        }

        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
