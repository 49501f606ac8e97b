package io.linernotes.enrichment.audio.isolated;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.SeekableBytes;
import io.linernotes.enrichment.audio.libav.WallClock;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.StreamCorruptedException;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.jspecify.annotations.Nullable;

/** The parent's end: hands the child the bytes that it asks for until it gives samples. */
final class IsolatedAudioStream implements AudioStream {
    private final DecoderProcess child;
    private final WallClock clock;
    private final SeekableBytes bytes;
    private final DataInputStream in;
    private final DataOutputStream out;
    private final byte[] answer = new byte[Message.MOST_BYTES];
    private final byte[] block = new byte[Float.BYTES * Message.MOST_SAMPLES];
    private FloatBuffer samples = FloatBuffer.allocate(0);
    private long received;
    private @Nullable MediaReport report;
    private @Nullable Exception readFailure;
    private boolean closed;

    /** Takes ownership of {@code child} and {@code bytes}. */
    IsolatedAudioStream(DecoderProcess child, WallClock clock, SeekableBytes bytes) {
        this.child = child;
        this.clock = clock;
        this.bytes = bytes;
        in = new DataInputStream(new BufferedInputStream(child.output()));
        out = new DataOutputStream(new BufferedOutputStream(child.input()));
    }

    /** Gives the child its recording, and waits until it knows what that is. */
    void open(DecodingConfig config) {
        clock.start();
        try {
            Transfer.write(config, out);
            out.writeLong(bytes.length());
            out.flush();
            require(nextButReads() == Message.OPENED);
        } catch (IOException e) {
            throw child.ending(e);
        } finally {
            clock.stop();
        }
    }

    @Override
    public int read(float[] buffer) {
        if (buffer.length == 0) {
            throw new IllegalArgumentException("Invalid buffer: its length is 0");
        }
        if (closed) {
            throw new IllegalStateException("the stream is closed");
        }
        if (!samples.hasRemaining() && report == null) {
            receive();
        }
        if (!samples.hasRemaining()) {
            return -1;
        }
        int count = Math.min(buffer.length, samples.remaining());
        samples.get(buffer, 0, count);
        return count;
    }

    private void receive() {
        clock.start();
        try {
            Message message = nextButReads();
            if (message == Message.REPORT) {
                report = Transfer.read(MediaReport.class, in);
            } else {
                require(message == Message.SAMPLES);
                int count = in.readInt();
                require(count > 0 && count <= Message.MOST_SAMPLES);
                in.readFully(block, 0, Float.BYTES * count);
                samples = ByteBuffer.wrap(block, 0, Float.BYTES * count).asFloatBuffer();
                received += count;
                clock.decoded(received * 1000 / SAMPLE_RATE);
            }
        } catch (IOException e) {
            throw child.ending(e);
        } finally {
            clock.stop();
        }
    }

    private Message nextButReads() throws IOException {
        Message message = Message.readFrom(in);
        while (message == Message.READ) {
            answer(in.readLong(), in.readInt());
            message = Message.readFrom(in);
        }
        if (message == Message.FAILED) {
            throw failure(in.readUTF(), in.readUTF());
        }
        return message;
    }

    private void answer(long position, int count) throws IOException {
        require(position >= 0 && count > 0 && count <= answer.length);
        int read = readBytes(position, count);
        out.writeInt(read);
        if (read > 0) {
            out.write(answer, 0, read);
        }
        out.flush();
    }

    private int readBytes(long position, int count) {
        try {
            if (position >= bytes.length()) {
                return Message.END;
            }
            bytes.seek(position);
            return bytes.read(answer, 0, count);
        } catch (IOException | RuntimeException e) {
            readFailure = e;
            return Message.UNREADABLE;
        }
    }

    private EnrichmentException failure(String code, String message) throws IOException {
        try {
            return new EnrichmentException(ErrorCode.valueOf(code), message, readFailure);
        } catch (IllegalArgumentException e) {
            throw new StreamCorruptedException("Unknown code: " + code);
        }
    }

    private static void require(boolean understood) throws IOException {
        if (!understood) {
            throw new StreamCorruptedException("Not what a decoder says now");
        }
    }

    @Override
    public MediaReport report() {
        if (report == null) {
            throw new IllegalStateException("the recording was not read to its end");
        }
        return report;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            child.close();
            try {
                bytes.close();
            } catch (IOException e) {
                readFailure = e;
            }
        }
    }
}
