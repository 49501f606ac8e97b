package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.transcript.PlainText;
import io.linernotes.enrichment.transcript.Sentence;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * An episode as prompts show it. Each sentence is one line that starts with its id, and no text can break out of its line.
 * Each part stands in a fence whose name follows from all that is in it, so that it is unknown to whoever spoke or wrote
 * the text, and equal requests are equal to the byte.
 */
public final class EpisodeText {
    private static final int MAX_METADATA = 1_500;
    private static final int MAX_SPEAKER = 40;
    /** In characters. Sentences are cut at 48 words: one that is longer has words that nobody says. */
    private static final int MAX_SENTENCE = 2_000;

    private static final int FENCE_DIGITS = 12;

    private final List<String> lines;
    private final int[] tokens;
    private final String metadata;
    private final String name;
    private final int cutSentences;

    /** The text of a request; {@code counter} says how long its lines are. */
    public EpisodeText(NotesRequest request, TokenCounter counter) {
        this.metadata = metadata(request.metadata());
        this.lines = request.sentences().stream().map(this::line).toList();
        this.tokens =
                lines.stream().mapToInt(line -> counter.tokens(line + "\n")).toArray();
        this.cutSentences = (int) request.sentences().stream()
                .filter(sentence -> sentence.text().length() > MAX_SENTENCE)
                .count();
        this.name = digest(metadata + "\n" + String.join("\n", lines));
    }

    /** Names the episode by all that is in it. */
    public String name() {
        return name;
    }

    /** The fence around what is known of the episode: the same in all its requests. */
    public String metadataFence() {
        return digest(metadata);
    }

    /**
     * The fence around a part of the episode: a sentence that changes elsewhere does not change it. It follows from what is
     * known of the episode too, so that whoever knows the transcript cannot write its fence there.
     */
    public String fence(String part) {
        return digest(metadata + "\n" + part);
    }

    /** How many sentences are so long that only their beginning is shown. */
    int cutSentences() {
        return cutSentences;
    }

    /** What is known of the episode, one fact a line. */
    public String metadata() {
        return metadata;
    }

    /** The line of the sentence with this number. */
    public String line(int number) {
        return lines.get(number - 1);
    }

    /** Of the line of the sentence with this number. */
    public int tokens(int number) {
        return tokens[number - 1];
    }

    int tokens(SentenceSpan span) {
        return IntStream.rangeClosed(span.first(), span.last())
                .map(this::tokens)
                .sum();
    }

    String lines(SentenceSpan span) {
        return IntStream.rangeClosed(span.first(), span.last())
                .mapToObj(this::line)
                .collect(Collectors.joining("\n"));
    }

    /** Whoever speaks may know the feed, and so the name of its fence: it is not repeated. */
    private String line(Sentence sentence) {
        String text = shown(sentence.text(), MAX_SENTENCE).replace(metadataFence(), "");
        String speaker = sentence.speaker() == null ? "" : shown(sentence.speaker(), MAX_SPEAKER);
        return speaker.isEmpty()
                ? sentence.id() + " " + text
                : "%s (%s) %s".formatted(sentence.id(), speaker.replaceAll("[()]", ""), text);
    }

    private static String metadata(EpisodeMetadata metadata) {
        List<String> lines = new ArrayList<>();
        add(lines, "Show", metadata.show());
        add(lines, "Title", metadata.title());
        add(lines, "Published", metadata.published());
        add(lines, "Language", metadata.language());
        add(lines, "Description", metadata.description());
        return lines.isEmpty() ? "nothing" : String.join("\n", lines);
    }

    private static void add(List<String> lines, String name, @Nullable String value) {
        if (value != null && !value.isBlank()) {
            lines.add(name + ": " + shown(value, MAX_METADATA));
        }
    }

    private static String shown(String text, int limit) {
        return AnswerText.cut(PlainText.oneLine(text), limit);
    }

    private static String digest(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, FENCE_DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
