package io.linernotes.enrichment.audio;

/** A recording in memory. */
public final class ByteArraySource implements MediaSource {
    private final String name;
    private final byte[] bytes;

    public ByteArraySource(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public SeekableBytes open() {
        return new SeekableBytes() {
            private long position;

            @Override
            public long length() {
                return bytes.length;
            }

            @Override
            public void seek(long target) {
                position = target;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) {
                if (position >= bytes.length) {
                    return -1;
                }
                int count = (int) Math.min(length, bytes.length - position);
                System.arraycopy(bytes, (int) position, buffer, offset, count);
                position += count;
                return count;
            }

            @Override
            public void close() {}
        };
    }
}
