package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.FileMediaSource;
import io.linernotes.enrichment.audio.MediaProbe;
import io.linernotes.enrichment.failure.EnrichmentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** Agreement with what the ffmpeg program makes of a public set of odd and broken files. */
class MediaRobustnessTest {
    private static final Path SET =
            Path.of(System.getProperty("linernotes.shared", "../../shared")).resolve("data/media-robustness");

    private final MediaProbe probe = new MediaProbe(new LibavAudioDecoder(DecodingConfig.DEFAULTS));

    @Test
    void agreesWithTheReferenceOnEveryFile() throws IOException {
        if (Files.notExists(SET.resolve("manifest.json"))) {
            Assumptions.abort("the media-robustness set is not here: " + SET);
        }
        List<String> differences = new ArrayList<>();
        int files = 0;
        for (JsonNode item : new ObjectMapper()
                .readTree(SET.resolve("manifest.json").toFile())
                .get("items")) {
            files++;
            String difference = difference(item);
            if (difference != null) {
                differences.add(item.get("id").asText() + ": " + difference);
            }
        }
        System.out.printf("media-robustness: %d of %d agree%n", files - differences.size(), files);
        assertThat(differences).isEmpty();
        assertThat(files).isPositive();
    }

    /** Null when we agree. A file with less than half of its declared sound is rightly refused, though it decodes. */
    private @Nullable String difference(JsonNode item) {
        JsonNode reference = item.get("reference_outcome");
        double expected = reference.get("decoded_seconds_16k").asDouble();
        double declared = reference.path("declared_seconds").asDouble(0);
        boolean decodable = !item.get("kind").asText().equals("undecodable");
        try {
            long decodedMs = probe.probe(new FileMediaSource(
                            SET.resolve(item.get("files").get(0).get("path").asText())))
                    .decodedMs();
            if (!decodable) {
                return "decoded %d ms of an undecodable file".formatted(decodedMs);
            }
            double tolerance = Math.max(0.1, 0.02 * expected);
            return Math.abs(decodedMs / 1000.0 - expected) <= tolerance
                    ? null
                    : "decoded %d ms, expected %.0f ms".formatted(decodedMs, expected * 1000);
        } catch (EnrichmentException e) {
            return !decodable || expected < 0.5 * declared ? null : e.code() + " " + e.getMessage();
        }
    }
}
