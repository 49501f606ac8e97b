package io.linernotes.enrichment.audio.libav;

import static org.bytedeco.ffmpeg.global.avformat.AVSEEK_SIZE;
import static org.bytedeco.ffmpeg.global.avformat.avio_alloc_context;
import static org.bytedeco.ffmpeg.global.avformat.avio_context_free;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EOF;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXIT;
import static org.bytedeco.ffmpeg.global.avutil.AVERROR_EXTERNAL;
import static org.bytedeco.ffmpeg.global.avutil.av_free;
import static org.bytedeco.ffmpeg.global.avutil.av_malloc;

import io.linernotes.enrichment.audio.SeekableBytes;
import java.io.IOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.avformat.Read_packet_Pointer_BytePointer_int;
import org.bytedeco.ffmpeg.avformat.Seek_Pointer_long_int;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.jspecify.annotations.Nullable;

/**
 * Lets libav read from {@link SeekableBytes}. JavaCPP allows few callback objects per class, so that there is one for
 * reading and one for seeking; the opaque pointer that libav hands to both is not an address but the number of the
 * input it wants.
 */
final class ByteInput implements AutoCloseable {
    private static final int BUFFER_BYTES = 1 << 16;
    private static final int SEEK_SET = 0;
    private static final int SEEK_CUR = 1;
    private static final int SEEK_END = 2;
    /** May be set beside whence. */
    private static final int SEEK_FORCE = 0x20000;

    private static final AtomicLong NUMBERS = new AtomicLong();
    private static final ConcurrentMap<Long, ByteInput> INPUTS = new ConcurrentHashMap<>();

    private static final Read_packet_Pointer_BytePointer_int READ = new Read_packet_Pointer_BytePointer_int() {
        @Override
        public int call(Pointer opaque, BytePointer buffer, int size) {
            ByteInput input = INPUTS.get(opaque.address());
            return input == null ? AVERROR_EXTERNAL : input.read(buffer, size);
        }
    };
    private static final Seek_Pointer_long_int SEEK = new Seek_Pointer_long_int() {
        @Override
        public long call(Pointer opaque, long offset, int whence) {
            ByteInput input = INPUTS.get(opaque.address());
            return input == null ? AVERROR_EXTERNAL : input.seek(offset, whence);
        }
    };

    private final long number = NUMBERS.incrementAndGet();
    private final SeekableBytes bytes;
    private final WallClock clock;
    private final long length;
    private final byte[] transfer = new byte[BUFFER_BYTES];
    private final AVIOContext context;
    private long position;
    private boolean moved = true;
    private @Nullable IOException failure;

    /** Takes ownership of {@code bytes}. */
    ByteInput(SeekableBytes bytes, WallClock clock) {
        this.bytes = bytes;
        this.clock = clock;
        length = bytes.length();
        INPUTS.put(number, this);
        BytePointer buffer = new BytePointer(av_malloc(BUFFER_BYTES));
        context = avio_alloc_context(buffer, BUFFER_BYTES, 0, new Handle(number), READ, null, SEEK);
    }

    AVIOContext context() {
        return context;
    }

    long length() {
        return length;
    }

    /** What went wrong in a callback, where it could not be thrown; null when nothing did. */
    @Nullable
    IOException failure() {
        return failure;
    }

    private int read(BytePointer buffer, int size) {
        if (clock.isOver()) {
            return AVERROR_EXIT;
        }
        try {
            // libav may ask for places far behind the end, where a file system may refuse to go.
            if (position >= length) {
                return AVERROR_EOF;
            }
            if (moved) {
                bytes.seek(position);
                moved = false;
            }
            int read = bytes.read(transfer, 0, Math.min(size, transfer.length));
            if (read < 0) {
                return AVERROR_EOF;
            }
            buffer.put(transfer, 0, read);
            position += read;
            return read;
        } catch (IOException e) {
            failure = e;
            return AVERROR_EXTERNAL;
        } catch (RuntimeException e) {
            // No Java exception may cross native frames.
            failure = new IOException(e);
            return AVERROR_EXTERNAL;
        }
    }

    private long seek(long offset, int whence) {
        // AVSEEK_SIZE shares no bits with whence but would vanish with the mask below.
        if ((whence & AVSEEK_SIZE) != 0) {
            return length;
        }
        long target = switch (whence & ~SEEK_FORCE) {
            case SEEK_SET -> offset;
            case SEEK_CUR -> position + offset;
            case SEEK_END -> length + offset;
            default -> -1;
        };
        if (target < 0) {
            return AVERROR_EXTERNAL;
        }
        moved = true;
        position = target;
        return target;
    }

    @Override
    public void close() {
        if (INPUTS.remove(number) == null) {
            return;
        }
        // libav may have replaced the buffer by a larger one.
        av_free(context.buffer());
        avio_context_free(context);
        try {
            bytes.close();
        } catch (IOException e) {
            failure = e;
        }
    }

    /** A number where libav wants an address. */
    private static final class Handle extends Pointer {
        Handle(long number) {
            address = number;
        }
    }
}
