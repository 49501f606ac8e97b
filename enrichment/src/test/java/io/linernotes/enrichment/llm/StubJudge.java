package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers requests to judge as somebody would who compares words: a claim is supported when one sentence has all of its
 * words, partly when it has half of them.
 */
public final class StubJudge implements Function<JsonNode, String> {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What a request lists, by its part of the prompt: id to text, in order. */
    public static Map<String, String> listed(JsonNode request, String part) {
        // The last message that is not about what was wrong with an answer.
        String prompt = "";
        for (JsonNode message : request.path("messages")) {
            String content = message.path("content").asText();
            prompt = content.contains("<transcript-") ? content : prompt;
        }
        Matcher fenced = Pattern.compile("(?s)<%s-(\\w+)>\n(.*?)\n</%s-\\1>".formatted(part, part))
                .matcher(prompt);
        Map<String, String> texts = new LinkedHashMap<>();
        for (String line : fenced.find() ? fenced.group(2).split("\n") : new String[0]) {
            int space = line.indexOf(' ');
            if (space > 0) {
                texts.put(line.substring(0, space), line.substring(space + 1));
            }
        }
        return texts;
    }

    @Override
    public String apply(JsonNode request) {
        Map<String, String> sentences = listed(request, "transcript");
        Map<String, String> claims = listed(request, "claims");
        ObjectNode answer = MAPPER.createObjectNode();
        answer.putArray("claims");
        answer.putArray("coverage");
        claims.forEach((id, text) -> {
            String nearest = nearest(text, sentences);
            ObjectNode entry = answer.withArray("claims").addObject().put("claim", id);
            entry.putArray("evidence").add(nearest);
            entry.put("reason", "The words say so.");
            entry.put("verdict", verdict(shared(text, sentences.get(nearest)), "supported", "unsupported"));
        });
        listed(request, "points").forEach((id, text) -> {
            String nearest = nearest(text, claims);
            ObjectNode entry = answer.withArray("coverage").addObject().put("point", id);
            entry.putArray("claims").add(nearest);
            entry.put("reason", "The words say so.");
            entry.put("verdict", verdict(shared(text, claims.get(nearest)), "covered", "missing"));
        });
        return answer.toString();
    }

    private static String verdict(double share, String best, String worst) {
        return share > 0.99 ? best : share >= 0.5 ? "partly" : worst;
    }

    private static String nearest(String text, Map<String, String> among) {
        List<String> ids = new ArrayList<>(among.keySet());
        ids.sort((one, other) -> Double.compare(shared(text, among.get(other)), shared(text, among.get(one))));
        return ids.get(0);
    }

    private static double shared(String text, String with) {
        Set<String> words = words(text);
        Set<String> known = words(with);
        return words.stream().filter(known::contains).count() / (double) Math.max(1, words.size());
    }

    private static Set<String> words(String text) {
        return new TreeSet<>(List.of(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")));
    }
}
