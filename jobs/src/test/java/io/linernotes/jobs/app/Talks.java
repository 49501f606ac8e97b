package io.linernotes.jobs.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Transcripts of talks, with gold. */
final class Talks {
    private static final List<List<String>> THEMES = List.of(
            List.of("bread", "oven", "flour", "dough", "loaf", "yeast", "crust"),
            List.of("river", "boat", "water", "bridge", "harbour", "tide", "sail"),
            List.of("planet", "orbit", "rocket", "moon", "telescope", "star", "comet"),
            List.of("violin", "concert", "melody", "orchestra", "rhythm", "piano", "tune"));

    private Talks() {}

    /** Writes talks, of three shows in turn, and their {@code items.jsonl}. */
    static void write(Path folder, int talks) throws IOException {
        StringBuilder items = new StringBuilder();
        for (int i = 0; i < talks; i++) {
            items.append(talk(folder, i)).append('\n');
        }
        Files.writeString(folder.resolve("items.jsonl"), items);
    }

    /** Half an hour about four things, a cue every ten seconds. */
    private static String talk(Path gold, int number) throws IOException {
        Random random = new Random(number);
        StringBuilder transcript = new StringBuilder("WEBVTT\n");
        StringBuilder text = new StringBuilder();
        StringBuilder chapters = new StringBuilder();
        for (int theme = 0; theme < THEMES.size(); theme++) {
            List<String> words = THEMES.get((theme + number) % THEMES.size());
            int start = theme * 450;
            chapters.append(theme == 0 ? "" : ", ")
                    .append("{\"start_ms\": %d, \"title\": \"The %s\"}".formatted(1000 * start, words.get(0)));
            for (int second = start; second < start + 450; second += 10) {
                String sentence = "The %s and the %s are near the %s of the old %s."
                        .formatted(
                                words.get(random.nextInt(7)),
                                words.get(random.nextInt(7)),
                                words.get(random.nextInt(7)),
                                words.get(random.nextInt(7)));
                transcript.append("\n%s --> %s\n%s\n".formatted(time(second), time(second + 10), sentence));
                text.append(sentence).append(' ');
            }
        }
        Files.writeString(gold.resolve("talk-%d.vtt".formatted(number)), transcript);
        return ("{\"id\": \"talk-%d\", \"show\": \"show %d\", \"language\": \"en\", \"times\": \"measured\", "
                        + "\"duration_ms\": 1800000, \"transcript\": \"talk-%d.vtt\", \"chapters\": [%s], "
                        + "\"summary\": \"Bread, a river, planets and a concert.\", \"text\": \"%s\"}")
                .formatted(number, number % 3, number, chapters, text);
    }

    private static String time(int second) {
        return "%02d:%02d:%02d.000".formatted(second / 3600, second / 60 % 60, second % 60);
    }
}
