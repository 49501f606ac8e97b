package io.linernotes.enrichment.audio.isolated;

import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SeekableBytes;
import io.linernotes.enrichment.failure.EnrichmentException;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The child's way to its parent. When the parent is gone, the child ends at once, whatever it is doing. */
final class ParentLink {
    private static final byte[] AT_END = {};
    private static final byte[] NOT_READ = {};

    private final DataInputStream in;
    private final DataOutputStream out;
    private final DecodingConfig config;
    private final long length;
    private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    private final ByteBuffer block = ByteBuffer.allocate(Float.BYTES * Message.MOST_SAMPLES);

    /** Waits for what the parent says first. */
    ParentLink(InputStream in, OutputStream out) throws IOException {
        this.in = new DataInputStream(in);
        this.out = new DataOutputStream(new BufferedOutputStream(out));
        config = Transfer.read(DecodingConfig.class, this.in);
        length = this.in.readLong();
        Thread listener = new Thread(this::listen, "parent");
        listener.setDaemon(true);
        listener.start();
    }

    DecodingConfig config() {
        return config;
    }

    void opened() throws IOException {
        Message.OPENED.writeTo(out);
        out.flush();
    }

    void send(float[] samples, int count) throws IOException {
        Message.SAMPLES.writeTo(out);
        out.writeInt(count);
        block.clear().asFloatBuffer().put(samples, 0, count);
        out.write(block.array(), 0, Float.BYTES * count);
        out.flush();
    }

    void send(MediaReport report) throws IOException {
        Message.REPORT.writeTo(out);
        Transfer.write(report, out);
        out.flush();
    }

    void send(EnrichmentException failure) throws IOException {
        Message.FAILED.writeTo(out);
        out.writeUTF(failure.code().name());
        out.writeUTF(String.valueOf(failure.getMessage()));
        out.flush();
    }

    /** The recording's bytes, read by the parent. */
    SeekableBytes bytes() {
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
            public int read(byte[] buffer, int offset, int count) throws IOException {
                byte[] answer = ask(position, Math.min(count, Message.MOST_BYTES));
                if (answer == AT_END) {
                    return -1;
                }
                System.arraycopy(answer, 0, buffer, offset, answer.length);
                position += answer.length;
                return answer.length;
            }

            @Override
            public void close() {}
        };
    }

    private byte[] ask(long position, int count) throws IOException {
        Message.READ.writeTo(out);
        out.writeLong(position);
        out.writeInt(count);
        out.flush();
        try {
            byte[] answer = answers.take();
            if (answer == NOT_READ) {
                throw new IOException("The parent could not read");
            }
            return answer;
        } catch (InterruptedException e) {
            throw new InterruptedIOException();
        }
    }

    /** Listens all the time, as a decoder that hangs in native code asks for nothing. */
    private void listen() {
        try {
            while (true) {
                int count = in.readInt();
                answers.add(count == Message.END ? AT_END : count < 0 ? NOT_READ : in.readNBytes(count));
            }
        } catch (IOException e) {
            Runtime.getRuntime().halt(0);
        }
    }
}
