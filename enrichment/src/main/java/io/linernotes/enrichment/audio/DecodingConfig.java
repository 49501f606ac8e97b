package io.linernotes.enrichment.audio;

import java.io.Serializable;
import java.time.Duration;

/**
 * Limits that keep one hostile or broken recording from taking a machine down.
 *
 * @param probeBytes bytes that may be read to recognise a container
 * @param analyzeDuration sound that may be read to learn the streams' parameters
 * @param maxStreams streams of any kind in one container
 * @param maxPacketBytes size of one compressed packet
 * @param maxAllocationBytes size of one native allocation; holds for the whole process
 * @param longestRecording longest decoded duration
 * @param wallTime time that decoding may take before its first sample; a twentieth of the decoded duration is added
 */
public record DecodingConfig(
        long probeBytes,
        Duration analyzeDuration,
        int maxStreams,
        int maxPacketBytes,
        long maxAllocationBytes,
        Duration longestRecording,
        Duration wallTime)
        implements Serializable {
    public static final DecodingConfig DEFAULTS = new DecodingConfig(
            5_000_000, Duration.ofSeconds(10), 16, 16 << 20, 256 << 20, Duration.ofDays(2), Duration.ofMinutes(1));

    public DecodingConfig {
        if (probeBytes < 2048 || maxStreams < 1 || maxPacketBytes < 1 || maxAllocationBytes < 1 << 20) {
            throw new IllegalArgumentException(
                    "Invalid decoding limits: probeBytes = %s, maxStreams = %s, maxPacketBytes = %s, maxAllocationBytes = %s"
                            .formatted(probeBytes, maxStreams, maxPacketBytes, maxAllocationBytes));
        }
        if (!isPositive(analyzeDuration) || !isPositive(longestRecording) || !isPositive(wallTime)) {
            throw new IllegalArgumentException(
                    "Invalid decoding limits: analyzeDuration = %s, longestRecording = %s, wallTime = %s"
                            .formatted(analyzeDuration, longestRecording, wallTime));
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
