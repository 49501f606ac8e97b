package io.linernotes.enrichment.audio.libav;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.enrichment.audio.Outcome;
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
    private static final double TOLERANCE_SECONDS = 0.1;

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
        Outcome outcome =
                Outcome.of(SET.resolve(item.get("files").get(0).get("path").asText()));
        if (outcome.report() == null) {
            boolean typed =
                    outcome.codes().size() == 1 && outcome.codes().get(0).name().startsWith("MEDIA_");
            return typed && (!decodable || expected < 0.5 * declared) ? null : outcome.row();
        }
        boolean near = Math.abs(outcome.decodedMs() / 1000.0 - expected) <= TOLERANCE_SECONDS;
        return decodable && near && outcome.decodedMs() > 0
                ? null
                : "%s, decoded %d ms, expected %.0f ms".formatted(outcome, outcome.decodedMs(), expected * 1000);
    }
}
