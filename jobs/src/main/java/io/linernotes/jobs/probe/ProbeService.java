package io.linernotes.jobs.probe;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.audio.MediaProbe;
import io.linernotes.enrichment.audio.MediaReport;
import io.linernotes.enrichment.audio.MediaSource;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.failure.Finding;
import io.linernotes.jobs.inventory.HadoopMediaSource;
import io.linernotes.jobs.service.ExitCode;
import io.linernotes.jobs.service.ProbeRequest;
import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;

/** Decodes files and says what they are. Exit code 0 even for bad ones: telling that is the task. */
public final class ProbeService {
    private static final JsonMapper JSON = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .build();

    private final Clock clock;
    private final PrintStream out;
    private final @Nullable PrintStream terminal;

    /**
     * Makes the service.
     *
     * @param out where results go
     * @param terminal where a person may watch; null when nobody does
     */
    public ProbeService(Clock clock, PrintStream out, @Nullable PrintStream terminal) {
        this.clock = clock;
        this.out = out;
        this.terminal = terminal;
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
            } else if (request.files().size() == 1) {
                ProbeDetails.of(outcome).forEach(out::println);
            } else {
                table.print(outcome);
            }
        }
        return ExitCode.OK;
    }

    private Outcome outcome(MediaProbe probe, String file, Configuration hadoop) {
        ProbeProgress progress = terminal == null ? null : new ProbeProgress(terminal, clock, file);
        try {
            MediaSource source = new HadoopMediaSource(file, hadoop);
            MediaReport report = progress == null ? probe.probe(source) : probe.probe(source, progress);
            List<Finding> findings = report.findings();
            return findings.isEmpty()
                    ? new Outcome(file, "OK", null, report)
                    : new Outcome(
                            file, findings.get(0).code().name(), findings.get(0).message(), report);
        } catch (EnrichmentException e) {
            return new Outcome(file, e.code().name(), e.getMessage(), null);
        } catch (IllegalArgumentException e) {
            return new Outcome(file, ErrorCode.MEDIA_UNREADABLE.name(), "not a path", null);
        } finally {
            if (progress != null) {
                progress.finish();
            }
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
