package io.linernotes.jobs.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.audio.MediaProbe;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.jobs.inventory.HadoopMediaSource;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.ProbeRequest;
import java.io.PrintStream;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Decodes files and says what they are. Exit code 0 even for bad ones: telling that is the task. */
public final class ProbeService {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final PrintStream out;

    public ProbeService(PrintStream out) {
        this.out = out;
    }

    /**
     * What was found in one file.
     *
     * @param outcome {@code OK}, or the code of the failure or of the most serious finding
     * @param message the same as a sentence; null when all is well
     * @param report null when the file cannot be used
     */
    record Outcome(
            String file,
            String outcome,
            @Nullable String message,
            @Nullable MediaReport report) {}

    public ExitCode probe(ProbeRequest request) {
        MediaProbe probe = new MediaProbe(new LibavAudioDecoder(request.config().decoding()));
        Configuration hadoop = new Configuration();
        ProbeTable table = new ProbeTable(out);
        for (String file : request.files()) {
            Outcome outcome = outcome(probe, file, hadoop);
            if (request.json()) {
                out.println(json(outcome));
            } else {
                table.print(outcome);
            }
        }
        return ExitCode.OK;
    }

    private static Outcome outcome(MediaProbe probe, String file, Configuration hadoop) {
        try {
            MediaReport report = probe.probe(new HadoopMediaSource(file, hadoop));
            List<Finding> findings = report.findings();
            return findings.isEmpty()
                    ? new Outcome(file, "OK", null, report)
                    : new Outcome(
                            file, findings.get(0).code().name(), findings.get(0).message(), report);
        } catch (EnrichmentException e) {
            return new Outcome(file, e.code().name(), e.getMessage(), null);
        } catch (IllegalArgumentException e) {
            return new Outcome(file, ErrorCode.MEDIA_UNREADABLE.name(), "not a path", null);
        }
    }

    private static String json(Outcome outcome) {
        try {
            return JSON.writeValueAsString(ProbeLine.of(outcome));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a probe as JSON", e);
        }
    }
}
