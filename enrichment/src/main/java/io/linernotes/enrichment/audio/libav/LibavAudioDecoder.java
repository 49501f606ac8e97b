package io.linernotes.enrichment.audio.libav;

import static org.bytedeco.ffmpeg.global.avutil.AV_LOG_QUIET;
import static org.bytedeco.ffmpeg.global.avutil.av_log_set_level;
import static org.bytedeco.ffmpeg.global.avutil.av_max_alloc;

import io.linernotes.enrichment.audio.AudioDecoder;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.SeekableBytes;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import java.io.IOException;

/**
 * Decodes with libav in this process. What it cannot decode is an {@link EnrichmentException} with a {@code MEDIA_…}
 * code, thrown when the recording is opened or by the read that finds out; what was wrong but could be lived with is a
 * finding in the report. A recording that ends with less than half of its declared duration fails at its last read, so
 * that windows taken from it before must not be used until the stream has returned -1.
 */
public final class LibavAudioDecoder implements AudioDecoder {
    static {
        // Messages of libav quote what they find in the file; what matters is counted.
        av_log_set_level(AV_LOG_QUIET);
    }

    private final DecodingConfig config;

    /** Sets the limit of one native allocation for the whole process. */
    public LibavAudioDecoder(DecodingConfig config) {
        this.config = config;
        av_max_alloc(config.maxAllocationBytes());
    }

    @Override
    public AudioStream open(MediaSource source) {
        try {
            return open(source.open());
        } catch (IOException e) {
            throw new EnrichmentException(ErrorCode.MEDIA_UNREADABLE, "the file could not be read", e);
        }
    }

    private AudioStream open(SeekableBytes bytes) throws IOException {
        WallClock wall = new WallClock(config.wallTime());
        FileEnd end;
        ChapterSelection selection;
        ByteInput input;
        try {
            MediaSniffer.check(bytes);
            end = FileEnd.of(bytes);
            selection = ChapterSelection.of(bytes);
            input = new ByteInput(bytes, wall);
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw e;
        }
        wall.start();
        try {
            Container container = Container.open(input, wall, config);
            try {
                return new LibavAudioStream(container, wall, end, selection, config.longestRecording());
            } catch (RuntimeException e) {
                container.close();
                throw e;
            }
        } catch (EnrichmentException e) {
            throw end.length() < MediaSniffer.SMALLEST_BYTES && e.code() == ErrorCode.MEDIA_UNRECOGNISED
                    ? new EnrichmentException(
                            ErrorCode.MEDIA_TOO_SHORT, "%d bytes, no complete audio frame".formatted(end.length()), e)
                    : e;
        } finally {
            wall.stop();
        }
    }
}
