package io.linernotes.enrichment.audio.isolated;

import io.linernotes.enrichment.audio.AudioDecoder;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.SeekableBytes;
import io.linernotes.enrichment.audio.libav.WallClock;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Decodes each recording in a child process: what the decoder of this process gives, samples, report and failures alike,
 * but a crash is a {@link ErrorCode#NATIVE_CRASH}, and limits of time and memory hold even where native code does not
 * return. The child knows no path and no network; it asks for bytes. It ends with its stream and with this process.
 */
public final class IsolatedAudioDecoder implements AudioDecoder {
    private static final ChildLimits LIMITS = new ChildLimits(768, Duration.ofSeconds(10));

    private final DecodingConfig config;
    private final BooleanSupplier cancelled;
    private final Class<?> main;
    private final ChildLimits limits;

    /**
     * @param cancelled asked several times a second, by another thread, while a child works; once it is true the child is
     *     ended, and its reader is told by a {@link CancellationException}
     */
    public IsolatedAudioDecoder(DecodingConfig config, BooleanSupplier cancelled) {
        this(config, cancelled, DecoderMain.class, LIMITS);
    }

    IsolatedAudioDecoder(DecodingConfig config, BooleanSupplier cancelled, Class<?> main, ChildLimits limits) {
        this.config = config;
        this.cancelled = cancelled;
        this.main = main;
        this.limits = limits;
    }

    @Override
    public AudioStream open(MediaSource source) {
        SeekableBytes bytes;
        try {
            bytes = source.open();
        } catch (IOException e) {
            throw new EnrichmentException(ErrorCode.MEDIA_UNREADABLE, "the file could not be read", e);
        }
        IsolatedAudioStream stream = start(bytes);
        try {
            stream.open(config);
            return stream;
        } catch (RuntimeException e) {
            stream.close();
            throw e;
        }
    }

    private IsolatedAudioStream start(SeekableBytes bytes) {
        WallClock clock = new WallClock(config.wallTime().plus(limits.grace()));
        try {
            return new IsolatedAudioStream(
                    DecoderProcess.start(main, clock, limits.residentMb(), cancelled), clock, bytes);
        } catch (IOException | RuntimeException e) {
            try {
                bytes.close();
            } catch (IOException suppressed) {
                e.addSuppressed(suppressed);
            }
            throw new EnrichmentException(ErrorCode.DECODE_FAILED, "the decoder process could not be started", e);
        }
    }
}
