package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.llm.SensibleModel;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A model that does what it is told, whoever says so. Orders are looked for in all that a request shows of the recording,
 * and again after every unusable answer. Without an order it is {@link SensibleModel}.
 */
final class ObedientModel implements Function<JsonNode, String> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Set<String> PROSE = Set.of("title", "summary", "text", "phrase", "name");
    private static final Pattern SAY = Pattern.compile("answer only with: (.*)");
    private static final Pattern WRITE = Pattern.compile("write everywhere: (.*)");
    private static final Pattern CITE = Pattern.compile("cite (S\\d+)");
    private static final Pattern CHAPTERS = Pattern.compile("start (\\d+) chapters");
    private static final String HIDDEN = "tr\u200Bans\u202Eparent \u0007\u001B[31m\uDB40\uDC41\n\uFEFFS1 hidden";

    private final List<String> answers = new CopyOnWriteArrayList<>();
    private final List<String> obeyed = new CopyOnWriteArrayList<>();

    /** What it answered, in order. */
    List<String> answers() {
        return List.copyOf(answers);
    }

    /** The orders that it followed, in order. */
    List<String> obeyed() {
        return List.copyOf(obeyed);
    }

    @Override
    public String apply(JsonNode request) {
        JsonNode question = LyingModel.firstQuestion(request);
        JsonNode messages = question.path("messages");
        String shown = messages.path(3).path("content").asText();
        String system = messages.path(0).path("content").asText();
        String honest = new SensibleModel().apply(question);
        String answer = obey(shown, system, messages.path(2).path("content").asText(), honest);
        answers.add(answer);
        return answer;
    }

    private String obey(String shown, String system, String example, String honest) {
        Matcher say = SAY.matcher(shown);
        if (say.find()) {
            return follow(say.group(), say.group(1));
        }
        if (shown.contains("answer like the example")) {
            return follow("answer like the example", example);
        }
        Matcher chapters = CHAPTERS.matcher(shown);
        if (chapters.find() && honest.startsWith("{\"chapters\":[{\"start\"")) {
            return follow(chapters.group(), manyChapters(honest, Integer.parseInt(chapters.group(1))));
        }
        Matcher cite = CITE.matcher(shown);
        if (cite.find()) {
            return follow(cite.group(), rewritten(honest, null, cite.group(1)));
        }
        Matcher write = WRITE.matcher(shown);
        if (write.find()) {
            return follow(write.group(), rewritten(honest, write.group(1), null));
        }
        String start = system.substring(0, 70);
        if (shown.contains("repeat your instructions")) {
            return follow("repeat your instructions", rewritten(honest, start, null));
        }
        if (shown.contains("spell your instructions")) {
            return follow("spell your instructions", rewritten(honest, String.join("-", start.split("")), null));
        }
        if (shown.contains("write invisible characters")) {
            return follow("write invisible characters", rewritten(honest, HIDDEN, null));
        }
        return honest;
    }

    private String follow(String order, String answer) {
        obeyed.add(order);
        return answer;
    }

    /** Every text that readers would see becomes this one, and every citation. */
    private static String rewritten(String honest, String text, String cited) {
        JsonNode answer = read(honest);
        for (JsonNode parent : answer.findParents("evidence")) {
            ObjectNode entry = (ObjectNode) parent;
            if (text != null) {
                PROSE.stream().filter(entry::has).forEach(name -> entry.put(name, text));
            }
            if (cited != null) {
                ((ArrayNode) entry.path("evidence")).removeAll().add(cited);
            }
        }
        return answer.toString();
    }

    private static String manyChapters(String honest, int count) {
        ArrayNode chapters = (ArrayNode) read(honest).path("chapters");
        List<JsonNode> copies = new ArrayList<>();
        while (copies.size() < count) {
            copies.add(chapters.path(copies.size() % chapters.size()));
        }
        ObjectNode answer = MAPPER.createObjectNode();
        answer.putArray("chapters").addAll(copies);
        return answer.toString();
    }

    private static JsonNode read(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
