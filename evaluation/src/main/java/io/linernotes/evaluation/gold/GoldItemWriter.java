package io.linernotes.evaluation.gold;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes gold items as {@link GoldSet} reads them: what is not known has no key, what the transcript says is not repeated. */
public final class GoldItemWriter {
    private static final JsonMapper JSON = new JsonMapper();

    private GoldItemWriter() {}

    /** One JSON object, on one line without its end. */
    public static String line(GoldItem item) {
        ObjectNode node = JSON.createObjectNode();
        put(node, "id", item.id());
        put(node, "show", item.show());
        put(node, "title", item.title());
        put(node, "language", item.language());
        put(node, "kind", item.kind());
        put(node, "published", item.published());
        put(node, "description", item.description());
        put(node, "audio", item.audio());
        put(node, "same_as", item.sameAs());
        put(node, "text", item.text());
        put(node, "text_alternatives", item.textAlternatives());
        put(node, "transcript", item.transcript());
        if (item.durationMs() != null) {
            node.put("duration_ms", item.durationMs());
        }
        put(node, "times", item.times() == null ? null : item.times().name().toLowerCase(Locale.ROOT));
        putSentences(node, item.sentences());
        putChapters(node, item.chapters());
        put(node, "summary", item.summary());
        put(node, "topics", item.topics());
        putClaims(node, item.claims());
        put(node, "licence", item.licence());
        try {
            return JSON.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a tree of plain values", e);
        }
    }

    private static void put(ObjectNode node, String field, @Nullable String value) {
        if (value != null) {
            node.put(field, value);
        }
    }

    private static void put(ObjectNode node, String field, List<String> values) {
        if (!values.isEmpty()) {
            ArrayNode array = node.putArray(field);
            values.forEach(array::add);
        }
    }

    private static void putSentences(ObjectNode node, List<GoldSentence> sentences) {
        if (!sentences.isEmpty()) {
            ArrayNode array = node.putArray("sentences");
            sentences.forEach(sentence -> put(
                    array.addObject()
                            .put("start_ms", sentence.range().startMs())
                            .put("end_ms", sentence.range().endMs())
                            .put("text", sentence.text()),
                    "speaker",
                    sentence.speaker()));
        }
    }

    private static void putChapters(ObjectNode node, List<GoldChapter> chapters) {
        if (!chapters.isEmpty()) {
            ArrayNode array = node.putArray("chapters");
            chapters.forEach(chapter -> put(
                    array.addObject().put("start_ms", chapter.startMs()).put("title", chapter.title()),
                    "summary",
                    chapter.summary()));
        }
    }

    private static void putClaims(ObjectNode node, List<GoldClaim> claims) {
        if (!claims.isEmpty()) {
            ArrayNode array = node.putArray("claims");
            claims.forEach(claim -> array.addObject()
                    .put("text", claim.text())
                    .put("verdict", claim.verdict().toString()));
        }
    }
}
