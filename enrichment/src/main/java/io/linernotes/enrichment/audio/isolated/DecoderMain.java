package io.linernotes.enrichment.audio.isolated;

import io.linernotes.enrichment.audio.AudioDecoder;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.SeekableBytes;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.util.function.Function;

/** The child: decodes one recording whose bytes it asks its parent for, on standard input and output, and ends. */
final class DecoderMain {
    /** Exit status when the heap was too small. */
    static final int OUT_OF_MEMORY = 3;

    private DecoderMain() {}

    public static void main(String[] arguments) throws IOException {
        serve(LibavAudioDecoder::new);
    }

    static void serve(Function<DecodingConfig, AudioDecoder> decoders) throws IOException {
        // Whoever prints must not come between the messages.
        System.setOut(System.err);
        ParentLink parent =
                new ParentLink(new FileInputStream(FileDescriptor.in), new FileOutputStream(FileDescriptor.out));
        try {
            decode(decoders.apply(parent.config()), parent);
        } catch (EnrichmentException e) {
            parent.send(e);
        } catch (RuntimeException e) {
            parent.send(new EnrichmentException(
                    ErrorCode.DECODE_FAILED,
                    "the decoder failed (%s)".formatted(e.getClass().getSimpleName())));
        } catch (OutOfMemoryError e) {
            Runtime.getRuntime().halt(OUT_OF_MEMORY);
        }
    }

    private static void decode(AudioDecoder decoder, ParentLink parent) throws IOException {
        float[] block = new float[Message.MOST_SAMPLES];
        try (AudioStream stream = decoder.open(new ParentSource(parent))) {
            parent.opened();
            int read = stream.read(block);
            while (read >= 0) {
                parent.send(block, read);
                read = stream.read(block);
            }
            parent.send(stream.report());
        }
    }

    private record ParentSource(ParentLink parent) implements MediaSource {
        @Override
        public String name() {
            return "recording";
        }

        @Override
        public SeekableBytes open() {
            return parent.bytes();
        }
    }
}
