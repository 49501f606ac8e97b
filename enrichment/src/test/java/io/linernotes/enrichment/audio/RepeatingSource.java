package io.linernotes.enrichment.audio;

/** A recording of any length that takes no space: some bytes, then others over and over. */
public final class RepeatingSource implements MediaSource {
    private final byte[] head;
    private final byte[] body;
    private final long length;

    /** @param length in bytes; the last repetition may be cut */
    public RepeatingSource(byte[] head, byte[] body, long length) {
        this.head = head;
        this.body = body;
        this.length = length;
    }

    @Override
    public String name() {
        return "repeating";
    }

    @Override
    public SeekableBytes open() {
        return new SeekableBytes() {
            private long position;

            @Override
            public long length() {
                return length;
            }

            @Override
            public void seek(long target) {
                position = target;
            }

            @Override
            public int read(byte[] buffer, int offset, int count) {
                if (position >= length) {
                    return -1;
                }
                boolean inHead = position < head.length;
                byte[] part = inHead ? head : body;
                int from = (int) (inHead ? position : (position - head.length) % body.length);
                int read = (int) Math.min(Math.min(count, part.length - from), length - position);
                System.arraycopy(part, from, buffer, offset, read);
                position += read;
                return read;
            }

            @Override
            public void close() {}
        };
    }
}
