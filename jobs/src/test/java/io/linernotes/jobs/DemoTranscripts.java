package io.linernotes.jobs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the demo episodes say, as WebVTT files of equal length. */
public final class DemoTranscripts {
    private static final Path DEMO = Path.of("src", "main", "resources", "demo", "items.jsonl");

    private DemoTranscripts() {}

    /** Writes a number of files, each a stretch of an episode's words. */
    public static void write(Path folder, int episodes) throws IOException {
        List<JsonNode> sentences = new ArrayList<>();
        for (String line : Files.readAllLines(DEMO)) {
            new ObjectMapper().readTree(line).path("sentences").forEach(sentences::add);
        }
        int length = sentences.size() / episodes;
        for (int episode = 0; episode < episodes; episode++) {
            StringBuilder vtt = new StringBuilder("WEBVTT\n\n");
            for (int i = 0; i < length; i++) {
                vtt.append("00:%02d:%02d.000 --> 00:%02d:%02d.500\n%s\n\n"
                        .formatted(
                                4 * i / 60,
                                4 * i % 60,
                                (4 * i + 3) / 60,
                                (4 * i + 3) % 60,
                                sentences.get(episode * length + i).path("text").asText()));
            }
            Files.writeString(folder.resolve("episode-" + episode + ".vtt"), vtt);
        }
    }
}
