package io.linernotes.enrichment.audio.isolated;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.ByteArraySource;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.SeekableBytes;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.Pointer;

/** A child whose decoder gives a second of silence, and then does what the recording's bytes name. */
final class FaultyDecoder {
    private FaultyDecoder() {}

    enum Fault {
        CRASH_WHEN_OPENED,
        CRASH,
        END,
        HANG,
        TAKE_NATIVE_MEMORY,
        TAKE_HEAP,
        PRINT_AND_CRASH,
        TALK_NONSENSE,
        THROW;

        MediaSource recording() {
            return new ByteArraySource("faulty.mp3", name().getBytes(StandardCharsets.US_ASCII));
        }
    }

    public static void main(String[] arguments) throws IOException {
        DecoderMain.serve(config -> FaultyDecoder::open);
    }

    private static AudioStream open(MediaSource source) {
        Fault fault = fault(source);
        if (fault == Fault.CRASH_WHEN_OPENED) {
            crash();
        }
        return new AudioStream() {
            private boolean silent;

            @Override
            public int read(float[] buffer) {
                if (silent) {
                    commit(fault);
                }
                silent = true;
                return buffer.length;
            }

            @Override
            public MediaReport report() {
                throw new UnsupportedOperationException();
            }

            @Override
            public void close() {}
        };
    }

    private static Fault fault(MediaSource source) {
        try (SeekableBytes bytes = source.open()) {
            byte[] name = new byte[100];
            int length = bytes.read(name, 0, name.length);
            return Fault.valueOf(new String(name, 0, length, StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void commit(Fault fault) {
        switch (fault) {
            case END -> Runtime.getRuntime().halt(1);
            case HANG -> hang();
            case TAKE_NATIVE_MEMORY -> takeNativeMemory();
            case TAKE_HEAP -> takeHeap();
            case PRINT_AND_CRASH -> {
                System.out.println("words of the recording");
                System.err.println("words of the recording");
                crash();
            }
            case TALK_NONSENSE -> talkNonsense();
            case THROW -> throw new IllegalStateException("words of the recording");
            default -> crash();
        }
    }

    /** What a decoder does that trusts a length in a file. */
    private static void crash() {
        Pointer.memset(new Wild(), 0, 64);
    }

    private static final class Wild extends Pointer {
        Wild() {
            address = 8;
        }
    }

    private static void hang() {
        while (true) {
            try {
                Thread.sleep(Long.MAX_VALUE);
            } catch (InterruptedException e) {
                // Native code would not notice either.
            }
        }
    }

    private static void takeNativeMemory() {
        long block = 16 << 20;
        while (true) {
            Pointer.memset(Pointer.malloc(block), 1, block);
        }
    }

    private static void takeHeap() {
        List<byte[]> all = new ArrayList<>();
        while (!all.isEmpty() || all.add(new byte[0])) {
            all.add(new byte[1 << 20]);
        }
    }

    private static void talkNonsense() {
        try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
            out.write("# A message of some library\n".getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        hang();
    }
}
