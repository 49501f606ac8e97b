package io.linernotes.enrichment.notes.offline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Transcript;
import io.linernotes.enrichment.transcript.file.TranscriptReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An episode whose chapters people made.
 *
 * @param starts of its chapters, milliseconds, ascending
 */
record GoldEpisode(String id, Transcript transcript, List<Long> starts) {
    /** All episodes of a folder with {@code items.jsonl}. */
    static List<GoldEpisode> in(Path folder) throws IOException {
        ObjectMapper mapper = new ObjectMapper();
        List<GoldEpisode> episodes = new ArrayList<>();
        for (String line : Files.readAllLines(folder.resolve("items.jsonl"))) {
            JsonNode item = mapper.readTree(line);
            List<Long> starts = new ArrayList<>();
            item.get("chapters")
                    .forEach(chapter -> starts.add(chapter.get("start_ms").asLong()));
            episodes.add(new GoldEpisode(item.get("id").asText(), transcript(folder, item), starts));
        }
        return episodes;
    }

    private static Transcript transcript(Path folder, JsonNode item) throws IOException {
        if (item.has("transcript")) {
            try (InputStream stream =
                    Files.newInputStream(folder.resolve(item.get("transcript").asText()))) {
                return TranscriptReader.read(stream);
            }
        }
        List<Segment> segments = new ArrayList<>();
        for (JsonNode sentence : item.get("sentences")) {
            segments.add(new Segment(
                    new TimeRange(
                            sentence.get("start_ms").asLong(),
                            sentence.get("end_ms").asLong()),
                    sentence.get("text").asText(),
                    List.of(),
                    sentence.get("speaker").asText(),
                    null,
                    List.of()));
        }
        return new Transcript("en", segments);
    }
}
