package io.linernotes.evaluation.gold;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.timeline.TimeRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Turns one JSON object into a {@link GoldItem} and names every way in which it is not one. */
final class GoldItemParser {
    private static final Set<String> ITEM_FIELDS = Set.of(
            "id",
            "show",
            "title",
            "language",
            "kind",
            "published",
            "description",
            "audio",
            "same_as",
            "text",
            "text_alternatives",
            "transcript",
            "duration_ms",
            "times",
            "sentences",
            "chapters",
            "summary",
            "topics",
            "claims",
            "licence");
    private static final Set<String> SENTENCE_FIELDS = Set.of("start_ms", "end_ms", "text", "speaker");
    private static final Set<String> CHAPTER_FIELDS = Set.of("start_ms", "title", "summary");
    private static final Set<String> CLAIM_FIELDS = Set.of("text", "verdict");

    private final Consumer<String> problems;

    /** @param problems receives sentences without a full stop */
    GoldItemParser(Consumer<String> problems) {
        this.problems = problems;
    }

    /** The item; null when it has no usable id. Whether it is valid, the problems tell. */
    @Nullable
    GoldItem parse(JsonNode node) {
        if (!node.isObject()) {
            problems.accept("the line is not a JSON object");
            return null;
        }
        checkFields(node, ITEM_FIELDS, "");
        String id = string(node, "id", "");
        if (id == null || id.isBlank()) {
            problems.accept("\"id\" is missing or empty");
            return null;
        }
        Long duration = time(node, "duration_ms", "");
        List<GoldSentence> sentences = objects(node, "sentences", SENTENCE_FIELDS, this::sentence);
        List<GoldChapter> chapters = objects(node, "chapters", CHAPTER_FIELDS, this::chapter);
        checkSentences(sentences, duration);
        checkChapters(chapters, duration);
        return new GoldItem(
                id,
                string(node, "show", ""),
                string(node, "title", ""),
                language(node),
                string(node, "kind", ""),
                string(node, "published", ""),
                string(node, "description", ""),
                path(node, "audio"),
                string(node, "same_as", ""),
                string(node, "text", ""),
                strings(node, "text_alternatives"),
                path(node, "transcript"),
                duration,
                times(node),
                sentences,
                chapters,
                string(node, "summary", ""),
                strings(node, "topics"),
                objects(node, "claims", CLAIM_FIELDS, this::claim),
                string(node, "licence", ""),
                List.of());
    }

    private void checkFields(JsonNode node, Set<String> known, String where) {
        for (Iterator<String> names = node.fieldNames(); names.hasNext(); ) {
            String name = names.next();
            if (!known.contains(name)) {
                problems.accept("%s\"%s\" is not a known field".formatted(where, name));
            }
        }
    }

    private @Nullable String string(JsonNode node, String field, String where) {
        JsonNode value = node.get(field);
        if (value == null) {
            return null;
        }
        if (!value.isTextual()) {
            problems.accept("%s\"%s\" is not a string".formatted(where, field));
            return null;
        }
        return value.textValue();
    }

    private String required(JsonNode node, String field, String where) {
        if (!node.has(field)) {
            problems.accept("%s\"%s\" is missing".formatted(where, field));
        }
        String value = string(node, field, where);
        return value == null ? "" : value;
    }

    private @Nullable Long time(JsonNode node, String field, String where) {
        JsonNode value = node.get(field);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
            problems.accept("%s\"%s\" is not a whole number of milliseconds, 0 or more".formatted(where, field));
            return null;
        }
        return value.longValue();
    }

    private long requiredTime(JsonNode node, String field, String where) {
        if (!node.has(field)) {
            problems.accept("%s\"%s\" is missing".formatted(where, field));
        }
        Long value = time(node, field, where);
        return value == null ? 0 : value;
    }

    private @Nullable String language(JsonNode node) {
        String code = string(node, "language", "");
        if (code != null && !code.equals("und") && !code.matches("[a-z]{2}")) {
            problems.accept("\"language\" is neither a code of two lower-case letters nor \"und\"");
        }
        return code;
    }

    /** A path must stay inside the set's folder. */
    private @Nullable String path(JsonNode node, String field) {
        String path = string(node, field, "");
        if (path != null
                && (path.isEmpty()
                        || path.startsWith("/")
                        || List.of(path.split("/", -1)).contains(".."))) {
            problems.accept("\"%s\" is not a path inside the folder of the file".formatted(field));
        }
        return path;
    }

    private @Nullable GoldTimes times(JsonNode node) {
        String name = string(node, "times", "");
        if (name == null) {
            return null;
        }
        return Stream.of(GoldTimes.values())
                .filter(times -> times.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseGet(() -> {
                    problems.accept("\"times\" is none of \"measured\", \"interpolated\" and \"synthetic\"");
                    return null;
                });
    }

    private List<String> strings(JsonNode node, String field) {
        List<String> values = new ArrayList<>();
        for (JsonNode element : array(node, field)) {
            if (element.isTextual()) {
                values.add(element.textValue());
            } else {
                problems.accept("\"%s\" holds something that is not a string".formatted(field));
            }
        }
        return values;
    }

    private <T> List<T> objects(JsonNode node, String field, Set<String> known, Function<Element, T> reader) {
        List<T> values = new ArrayList<>();
        for (JsonNode element : array(node, field)) {
            String where = "in \"%s\", element %d: ".formatted(field, values.size() + 1);
            if (!element.isObject()) {
                problems.accept(where + "it is not a JSON object");
                continue;
            }
            checkFields(element, known, where);
            values.add(reader.apply(new Element(element, where)));
        }
        return values;
    }

    private Iterable<JsonNode> array(JsonNode node, String field) {
        JsonNode value = node.get(field);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            problems.accept("\"%s\" is not an array".formatted(field));
            return List.of();
        }
        return value;
    }

    private GoldSentence sentence(Element element) {
        long start = requiredTime(element.node, "start_ms", element.where);
        long end = requiredTime(element.node, "end_ms", element.where);
        if (end < start) {
            problems.accept(element.where + "it ends before it starts");
        }
        return new GoldSentence(
                new TimeRange(start, Math.max(start, end)),
                required(element.node, "text", element.where),
                string(element.node, "speaker", element.where));
    }

    private GoldChapter chapter(Element element) {
        return new GoldChapter(
                requiredTime(element.node, "start_ms", element.where),
                required(element.node, "title", element.where),
                string(element.node, "summary", element.where));
    }

    private GoldClaim claim(Element element) {
        String name = required(element.node, "verdict", element.where);
        Optional<ClaimVerdict> verdict = ClaimVerdict.named(name);
        if (verdict.isEmpty()) {
            problems.accept(element.where + "\"verdict\" is none of \"supported\", \"partly\" and \"unsupported\"");
        }
        return new GoldClaim(required(element.node, "text", element.where), verdict.orElse(ClaimVerdict.UNSUPPORTED));
    }

    private void checkSentences(List<GoldSentence> sentences, @Nullable Long duration) {
        long previous = 0;
        for (GoldSentence sentence : sentences) {
            if (sentence.range().startMs() < previous) {
                problems.accept("the sentence that starts at %d ms comes after one that starts later"
                        .formatted(sentence.range().startMs()));
            }
            if (duration != null && sentence.range().endMs() > duration) {
                problems.accept("a sentence ends at %d ms, past the end at %d ms"
                        .formatted(sentence.range().endMs(), duration));
            }
            previous = sentence.range().startMs();
        }
    }

    private void checkChapters(List<GoldChapter> chapters, @Nullable Long duration) {
        Set<Long> starts = new HashSet<>();
        long previous = 0;
        for (GoldChapter chapter : chapters) {
            if (!starts.add(chapter.startMs())) {
                problems.accept("two chapters start at %d ms".formatted(chapter.startMs()));
            } else if (chapter.startMs() < previous) {
                problems.accept("the chapter that starts at %d ms comes after one that starts later"
                        .formatted(chapter.startMs()));
            }
            if (duration != null && chapter.startMs() >= duration) {
                problems.accept("a chapter starts at %d ms, not before the end at %d ms"
                        .formatted(chapter.startMs(), duration));
            }
            previous = chapter.startMs();
        }
    }

    /** An object inside an array, and how messages lead to it. */
    private record Element(JsonNode node, String where) {}
}
