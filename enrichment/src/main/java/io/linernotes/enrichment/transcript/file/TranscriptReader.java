package io.linernotes.enrichment.transcript.file;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Transcript;
import java.io.IOException;
import java.io.InputStream;
import java.util.Comparator;
import java.util.List;

/**
 * Reads a published transcript: WebVTT, SRT or Podcasting 2.0 JSON, told apart by content. The names in the file and
 * what the feed says of its type are not trusted, nor is its size.
 */
public final class TranscriptReader {
    /** Largest file in bytes; 100 hours of speech with a cue per word stay below. */
    static final int MAX_BYTES = 64 << 20;

    private TranscriptReader() {}

    /**
     * Reads a transcript of unknown language.
     *
     * @param stream read to its end or to the size limit; the caller closes it
     * @return segments sorted by start, without words
     * @throws EnrichmentException {@link ErrorCode#TRANSCRIPT_INVALID} when it is none of the formats, is damaged, too
     *     large, or holds no text
     */
    public static Transcript read(InputStream stream) throws IOException {
        byte[] bytes = stream.readNBytes(MAX_BYTES + 1);
        if (bytes.length > MAX_BYTES) {
            throw invalid("it is larger than %s MiB".formatted(MAX_BYTES >> 20));
        }
        String text = TextDecoding.decode(bytes);
        List<Segment> segments = segments(text);
        if (segments.isEmpty()) {
            throw invalid("it holds no text");
        }
        return new Transcript(
                null,
                segments.stream()
                        .sorted(Comparator.comparingLong(
                                segment -> segment.range().startMs()))
                        .toList());
    }

    private static List<Segment> segments(String text) {
        String start = text.stripLeading();
        if (start.startsWith("WEBVTT")) {
            return CueParser.parse(start);
        }
        if (start.startsWith("{")) {
            return JsonTranscriptParser.parse(start);
        }
        if (CueParser.startsLikeSrt(start)) {
            return CueParser.parse(start);
        }
        throw invalid("it is neither WebVTT nor SRT nor Podcasting 2.0 JSON");
    }

    static EnrichmentException invalid(String reason) {
        return new EnrichmentException(ErrorCode.TRANSCRIPT_INVALID, "Cannot read the transcript: " + reason);
    }
}
