package io.linernotes.evaluation.annotation;

import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.Claim;
import io.linernotes.enrichment.notes.Summary;
import io.linernotes.enrichment.notes.SummaryKind;
import io.linernotes.enrichment.notes.Topic;
import io.linernotes.enrichment.transcript.Sentence;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of an episode. What its notes say twice is asked once. */
final class SheetRows {
    /** Sentences on either side of a chapter's start. */
    private static final int CONTEXT = 3;

    private final NotedEpisode episode;
    private final List<SheetRow> rows = new ArrayList<>();

    private SheetRows(NotedEpisode episode) {
        this.episode = episode;
    }

    static List<SheetRow> of(NotedEpisode episode) {
        SheetRows rows = new SheetRows(episode);
        rows.addChapters();
        rows.addSummary();
        rows.addClaims();
        rows.addTopics();
        return rows.rows;
    }

    /** Names a row by what it says. */
    static String id(NotedEpisode episode, String what, int index, @Nullable Long startMs, String text) {
        return "%s-%s-%d-%s".formatted(episode.recording().abbreviated(), what, index, digest(startMs + " " + text));
    }

    private void addChapters() {
        for (Chapter chapter : episode.chapters()) {
            long start = chapter.range().startMs();
            add(RowKind.CHAPTER, chapter.index(), start, chapter.title(), around(episode, start));
        }
    }

    private void addSummary() {
        episode.summaries().stream()
                .filter(summary -> summary.kind() == SummaryKind.PARAGRAPH)
                .forEach(summary -> add(RowKind.SUMMARY, 0, null, summary.text(), ""));
    }

    private void addClaims() {
        Map<String, Claim> distinct = new LinkedHashMap<>();
        episode.summaries().stream()
                .sorted(Comparator.comparing(Summary::kind))
                .flatMap(summary -> summary.claims().stream())
                .forEach(claim -> distinct.putIfAbsent(claim.text(), claim));
        int index = 0;
        for (Claim claim : distinct.values()) {
            add(
                    RowKind.CLAIM,
                    index++,
                    null,
                    claim.text(),
                    cited(claim.grounding().sentences()));
        }
    }

    /** Those of the whole episode: gold knows no others. */
    private void addTopics() {
        Map<String, Topic> distinct = new LinkedHashMap<>();
        episode.topics().stream()
                .filter(topic -> topic.chapter() == null)
                .forEach(topic -> distinct.putIfAbsent(topic.label(), topic));
        int index = 0;
        for (Topic topic : distinct.values()) {
            add(
                    RowKind.TOPIC,
                    index++,
                    null,
                    topic.label(),
                    cited(topic.grounding().sentences()));
        }
    }

    private void add(RowKind kind, int index, @Nullable Long startMs, String text, String evidence) {
        String id = id(episode, kind.toString(), index, startMs, text);
        rows.add(new SheetRow(id, kind, episode.name(), startMs, text, evidence));
    }

    /** What is said before and after a point in time. */
    static String around(NotedEpisode episode, long startMs) {
        List<Sentence> sentences = episode.sentences();
        int first = 0;
        while (first < sentences.size() && sentences.get(first).range().startMs() < startMs) {
            first++;
        }
        String before = words(sentences.subList(Math.max(0, first - CONTEXT), first));
        String after = words(sentences.subList(first, Math.min(sentences.size(), first + CONTEXT)));
        return (before + " ▶ " + after).strip();
    }

    private String cited(Collection<Integer> numbers) {
        Map<Integer, Sentence> byNumber = new HashMap<>();
        episode.sentences().forEach(sentence -> byNumber.put(sentence.number(), sentence));
        return words(numbers.stream()
                .filter(byNumber::containsKey)
                .map(byNumber::get)
                .toList());
    }

    private static String words(List<Sentence> sentences) {
        return sentences.stream()
                .map(sentence -> sentence.id() + ": " + sentence.text())
                .collect(Collectors.joining(" "));
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 4);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Java has no SHA-256", e);
        }
    }
}
