package io.linernotes.jobs.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The episodes that ship with the product, and their gold. */
public final class DemoRecordings {
    private static final List<String> FILES =
            List.of("long-way-round.mp3", "lighthouse-garden.m4b", "field-notes-bees.opus", "items.jsonl");

    private DemoRecordings() {}

    /** Copies them into a folder, over what is there. */
    public static void copyTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (String name : FILES) {
            try (InputStream resource = DemoRecordings.class.getResourceAsStream("/demo/" + name)) {
                if (resource == null) {
                    throw new IllegalStateException("Missing resource: /demo/" + name);
                }
                byte[] content = resource.readAllBytes();
                Path file = folder.resolve(name);
                // Untouched when nothing changed, so that a second demo changes no byte.
                if (!Files.exists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
                    Files.write(file, content);
                }
            }
        }
    }
}
