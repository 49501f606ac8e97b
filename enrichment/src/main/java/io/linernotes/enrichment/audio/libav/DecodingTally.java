package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import java.util.ArrayList;
import java.util.List;

/** Counts what went wrong while decoding and, at the end, judges whether the result can be used. */
final class DecodingTally {
    /** Decoded share of the declared duration below which a recording is reported as cut. */
    private static final double COMPLETE = 0.98;
    /** Below this share it is not used. */
    private static final double USABLE = 0.5;
    /** Headers round: shorter shortfalls say nothing. */
    private static final long TOLERANCE_MS = 100;

    private final long bytes;
    private final int audioStreams;
    private final int usedStream;
    private final boolean endMissing;
    private final boolean exactlyDeclared;
    private long damagedPackets;
    private long formatChanges;
    private long badSamples;
    private CreatorChapters chapters = new CreatorChapters(List.of(), 0, 0, 0);

    DecodingTally(Container container, FileEnd end) {
        bytes = end.length();
        endMissing = end.missing();
        audioStreams = container.audioStreams();
        usedStream = container.stream().index();
        exactlyDeclared = container.countsFrames();
    }

    void damagedPacket() {
        damagedPackets++;
    }

    void formatChange() {
        formatChanges++;
    }

    void chapters(CreatorChapters found) {
        chapters = found;
    }

    void badSamples(long count) {
        badSamples += count;
    }

    /**
     * Judges a recording that was decoded to its end.
     *
     * @param declaredMs 0 when not declared
     * @throws EnrichmentException when too little of it could be decoded
     */
    void checkUsable(long declaredMs, long decodedMs, boolean anySample) {
        if (anySample && !(isShort(declaredMs, decodedMs) && decodedMs < USABLE * declaredMs)) {
            return;
        }
        if (bytes < MediaSniffer.SMALLEST_BYTES && !anySample) {
            throw new EnrichmentException(
                    ErrorCode.MEDIA_TOO_SHORT, "%d bytes, no complete audio frame".formatted(bytes));
        }
        if (isShort(declaredMs, decodedMs)) {
            throw new EnrichmentException(ErrorCode.MEDIA_TRUNCATED, truncated(declaredMs, decodedMs));
        }
        if (damagedPackets > 0) {
            throw new EnrichmentException(ErrorCode.MEDIA_DAMAGED, damaged());
        }
        throw new EnrichmentException(ErrorCode.MEDIA_NO_AUDIO, "the audio stream holds no samples");
    }

    /** What was wrong but can be lived with, most serious first. */
    List<Finding> findings(long declaredMs, long decodedMs, SourceClock clock) {
        List<Finding> findings = new ArrayList<>();
        if (isShort(declaredMs, decodedMs)) {
            findings.add(new Finding(ErrorCode.MEDIA_TRUNCATED, truncated(declaredMs, decodedMs)));
        } else if (endMissing) {
            findings.add(new Finding(
                    ErrorCode.MEDIA_TRUNCATED, "decoded %d ms, the container's end is missing".formatted(decodedMs)));
        }
        if (damagedPackets > 0) {
            findings.add(new Finding(ErrorCode.MEDIA_DAMAGED, damaged()));
        }
        if (clock.gaps() > 0) {
            findings.add(new Finding(
                    ErrorCode.MEDIA_GAP, "%d gaps, %d ms filled with silence".formatted(clock.gaps(), clock.gapMs())));
        }
        if (clock.overlapMs() > 0) {
            findings.add(
                    new Finding(ErrorCode.MEDIA_GAP, "%d ms of overlapping sound cut".formatted(clock.overlapMs())));
        }
        if (badSamples > 0) {
            findings.add(
                    new Finding(ErrorCode.MEDIA_BAD_SAMPLES, "%d non-finite samples set to 0".formatted(badSamples)));
        }
        if (chapters.outside() > 0) {
            findings.add(new Finding(
                    ErrorCode.MEDIA_DAMAGED,
                    "%d chapters begin after the end of the sound".formatted(chapters.outside())));
        }
        if (chapters.doubled() > 0) {
            findings.add(new Finding(
                    ErrorCode.MEDIA_DAMAGED, "%d chapters begin when another one does".formatted(chapters.doubled())));
        }
        if (chapters.surplus() > 0) {
            findings.add(new Finding(
                    ErrorCode.MEDIA_LIMIT,
                    "limit reached: chapters > %d, %d more left out"
                            .formatted(CreatorChapters.MOST, chapters.surplus())));
        }
        if (audioStreams > 1) {
            findings.add(new Finding(
                    ErrorCode.MEDIA_MULTI_AUDIO, "%d audio streams, used #%d".formatted(audioStreams, usedStream)));
        }
        return findings;
    }

    private boolean isShort(long declaredMs, long decodedMs) {
        long missingMs = declaredMs - decodedMs;
        return missingMs > TOLERANCE_MS && (exactlyDeclared || decodedMs < COMPLETE * declaredMs);
    }

    private static String truncated(long declaredMs, long decodedMs) {
        return "decoded %d ms of %d ms declared (%d %%)".formatted(decodedMs, declaredMs, decodedMs * 100 / declaredMs);
    }

    private String damaged() {
        return "%d damaged packets, %d format changes".formatted(damagedPackets, formatChanges);
    }
}
