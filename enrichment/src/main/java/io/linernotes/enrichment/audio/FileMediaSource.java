package io.linernotes.enrichment.audio;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A recording in a local file.
 *
 * @param path of a regular file
 */
public record FileMediaSource(Path path) implements MediaSource {
    @Override
    public String name() {
        Path name = path.getFileName();
        return name == null ? path.toString() : name.toString();
    }

    @Override
    public SeekableBytes open() throws IOException {
        SeekableByteChannel channel = Files.newByteChannel(path);
        try {
            return new ChannelBytes(channel, channel.size());
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private record ChannelBytes(SeekableByteChannel channel, long length) implements SeekableBytes {
        @Override
        public void seek(long position) throws IOException {
            channel.position(position);
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            return channel.read(ByteBuffer.wrap(buffer, offset, length));
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
