package io.linernotes.enrichment.audio;

import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How one recording ended, in the words of the tables: {@code OK}, {@code OK_DEGRADED} with findings, or
 * {@code QUARANTINED} with one failure.
 *
 * @param report null when the recording was refused
 * @param problems findings, or the one failure
 */
public record Outcome(@Nullable MediaReport report, List<Finding> problems) {
    public static Outcome of(byte[] bytes) {
        return of(new ByteArraySource("episode.mp3", bytes));
    }

    public static Outcome of(Path file) {
        return of(new FileMediaSource(file));
    }

    public static Outcome of(MediaSource source) {
        return of(source, DecodingConfig.DEFAULTS);
    }

    /** Decodes the whole recording. Any exception but the one that says why a recording is refused gets through. */
    public static Outcome of(MediaSource source, DecodingConfig config) {
        try {
            MediaReport report = new MediaProbe(new LibavAudioDecoder(config)).probe(source);
            return new Outcome(report, report.findings());
        } catch (EnrichmentException e) {
            return new Outcome(null, List.of(new Finding(e.code(), String.valueOf(e.getMessage()))));
        }
    }

    public String state() {
        return report == null ? "QUARANTINED" : problems.isEmpty() ? "OK" : "OK_DEGRADED";
    }

    public List<ErrorCode> codes() {
        return problems.stream().map(Finding::code).toList();
    }

    /** State, then code and message of each problem. */
    public String row() {
        StringBuilder row = new StringBuilder(state());
        problems.forEach(problem ->
                row.append(" | ").append(problem.code()).append(" | ").append(problem.message()));
        return row.toString();
    }

    /** 0 when the recording was refused. */
    public long decodedMs() {
        return report == null ? 0 : report.decodedMs();
    }

    @Override
    public String toString() {
        return row();
    }
}
