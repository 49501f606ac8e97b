package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Answers any request of the shipped prompts as an honest if dull model would: it reads the transcript in the prompt and
 * repeats sentences of it, with their ids.
 */
public final class SensibleModel implements Function<JsonNode, String> {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern TRANSCRIPT = Pattern.compile("(?s)<transcript-(\\w+)>\n(.*)\n</transcript-\\1>");
    private static final Pattern SENTENCE = Pattern.compile("S(\\d+) (?:\\(([^)]*)\\) )?(.*)");
    private static final Pattern CHAPTER = Pattern.compile("(?m)^## (C\\d+) (.*)$");
    private static final Pattern CLAIM = Pattern.compile("(?m)^(K\\d+) (.*)$");
    private static final Pattern ASKED = Pattern.compile("Settle title, continuation and labels of (C\\d+)");
    private static final Pattern RANGE =
            Pattern.compile("Divide S(\\d+) to S(\\d+) into chapters, usually (\\d+) to (\\d+) ");
    private static final Pattern LABEL = Pattern.compile("(?m)^(\\S+) \\| .* \\| .*$");
    private static final Pattern NAME = Pattern.compile("(?<=[a-z,] )[A-Z][a-z]{2,}");
    private static final int SHORTEST_CHAPTER = 12;

    private record Line(int number, String text, String chapter) {
        String id() {
            return "S" + number;
        }
    }

    @Override
    public String apply(JsonNode request) {
        JsonNode messages = request.path("messages");
        String prompt = messages.path(messages.size() - 1).path("content").asText();
        List<Line> lines = lines(prompt);
        ObjectNode answer =
                switch (request.at("/response_format/json_schema/name").asText()) {
                    case "chapters" -> chapters(prompt, lines);
                    case "topics" -> topics(prompt, lines);
                    case "consistency" -> consistency(prompt, lines);
                    case "notes" -> notes(lines);
                    case "summary" -> summary(prompt);
                    default -> throw new IllegalArgumentException("No such task");
                };
        return answer.toString();
    }

    private static List<Line> lines(String prompt) {
        Matcher transcript = TRANSCRIPT.matcher(prompt);
        List<Line> lines = new ArrayList<>();
        String chapter = "";
        for (String line : transcript.find() ? transcript.group(2).split("\n") : new String[0]) {
            Matcher heading = CHAPTER.matcher(line);
            Matcher sentence = SENTENCE.matcher(line);
            if (heading.matches()) {
                chapter = heading.group(1);
            } else if (sentence.matches()) {
                lines.add(new Line(Integer.parseInt(sentence.group(1)), sentence.group(3), chapter));
            }
        }
        return lines;
    }

    private static ObjectNode chapters(String prompt, List<Line> lines) {
        Matcher range = RANGE.matcher(prompt);
        if (!range.find()) {
            throw new IllegalArgumentException("The request names no range");
        }
        int first = Integer.parseInt(range.group(1));
        int last = Integer.parseInt(range.group(2));
        int length = Math.max(SHORTEST_CHAPTER, (last - first + 1) / Integer.parseInt(range.group(4)));
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode chapters = answer.putArray("chapters");
        for (Line line : lines) {
            if (line.number() >= first && (line.number() - first) % length == 0) {
                ObjectNode chapter = chapters.addObject().put("start", line.id());
                chapter.put("title", words(line.text(), 6)).put("summary", line.text());
                chapter.putArray("evidence").add(line.id());
            }
        }
        return answer;
    }

    private static ObjectNode topics(String prompt, List<Line> lines) {
        List<String> labels = new ArrayList<>();
        for (Matcher matcher = LABEL.matcher(prompt); matcher.find(); ) {
            labels.add(matcher.group(1));
        }
        ObjectNode answer = MAPPER.createObjectNode();
        ArrayNode chapters = answer.putArray("chapters");
        ArrayNode phrases = answer.putArray("keyPhrases");
        for (Line line : firstOfEachChapter(lines)) {
            ObjectNode chapter = chapters.addObject().put("chapter", line.chapter());
            ArrayNode chosen = chapter.putArray("labels");
            if (!labels.isEmpty()) {
                ObjectNode label = chosen.addObject().put("label", labels.get(chapters.size() % labels.size()));
                label.put("salience", 0.5).putArray("evidence").add(line.id());
            }
            if (phrases.size() < 8) {
                ObjectNode phrase = phrases.addObject().put("phrase", words(line.text(), 3));
                phrase.put("salience", 0.4).putArray("evidence").add(line.id());
            }
        }
        return answer;
    }

    /** Nothing to change: each chapter that is asked about under its own title. */
    private static ObjectNode consistency(String prompt, List<Line> lines) {
        Map<String, String> titles = new LinkedHashMap<>();
        for (Matcher heading = CHAPTER.matcher(prompt); heading.find(); ) {
            titles.put(heading.group(1), heading.group(2));
        }
        Matcher asked = ASKED.matcher(prompt);
        if (!asked.find()) {
            throw new IllegalArgumentException("The request names no chapters");
        }
        ObjectNode answer = topics(prompt, lines);
        ArrayNode chapters = (ArrayNode) answer.path("chapters");
        while (!chapters.path(0).path("chapter").asText().equals(asked.group(1))) {
            chapters.remove(0);
        }
        for (JsonNode chapter : chapters) {
            ((ObjectNode) chapter)
                    .put("continues", false)
                    .put("title", titles.get(chapter.path("chapter").asText()));
        }
        return answer;
    }

    private static ObjectNode notes(List<Line> lines) {
        ObjectNode answer = MAPPER.createObjectNode();
        Line brief = lines.stream()
                .filter(line -> line.text().length() >= 20 && line.text().length() <= 110)
                .findFirst()
                .orElse(lines.get(0));
        statement(answer.putObject("line"), brief);
        ArrayNode paragraph = answer.putArray("paragraph");
        lines.stream()
                .filter(line -> line.text().length() >= 40)
                .limit(4)
                .forEach(line -> statement(paragraph.addObject(), line));
        if (paragraph.isEmpty()) {
            statement(paragraph.addObject(), lines.get(0));
        }
        ArrayNode chapterNotes = answer.putArray("chapterNotes");
        firstOfEachChapter(lines)
                .forEach(line -> statement(chapterNotes.addObject().put("chapter", line.chapter()), line));
        Line second = lines.get(Math.min(1, lines.size() - 1));
        ObjectNode quote = answer.putArray("quotes").addObject();
        quote.put("text", second.text()).putArray("evidence").add(second.id());
        ArrayNode entities = answer.putArray("entities");
        for (Line line : lines) {
            Matcher name = NAME.matcher(line.text());
            if (entities.size() < 10 && name.find()) {
                ObjectNode entity =
                        entities.addObject().put("name", name.group()).put("kind", "person");
                entity.putArray("evidence").add(line.id());
            }
        }
        answer.putArray("contentNote");
        return answer;
    }

    /** The first claim of a part as the line, and claims from all over the recording as the paragraph. */
    private static ObjectNode summary(String prompt) {
        List<MatchResult> claims = CLAIM.matcher(prompt).results().toList();
        ObjectNode answer = MAPPER.createObjectNode();
        claim(answer.putObject("line"), claims.get(0));
        ArrayNode paragraph = answer.putArray("paragraph");
        for (int i = 0; i < 4; i++) {
            claim(paragraph.addObject(), claims.get((claims.size() - 1) * i / 3));
        }
        return answer;
    }

    private static void claim(ObjectNode statement, MatchResult claim) {
        statement.put("text", claim.group(2)).putArray("evidence").add(claim.group(1));
    }

    private static void statement(ObjectNode statement, Line line) {
        statement.put("text", line.text()).putArray("evidence").add(line.id());
    }

    private static List<Line> firstOfEachChapter(List<Line> lines) {
        List<Line> firsts = new ArrayList<>();
        for (Line line : lines) {
            if (firsts.isEmpty() || !firsts.get(firsts.size() - 1).chapter().equals(line.chapter())) {
                firsts.add(line);
            }
        }
        return firsts;
    }

    private static String words(String text, int count) {
        List<String> words = new ArrayList<>();
        for (Matcher matcher = Pattern.compile("[\\p{L}\\p{N}'-]+").matcher(text);
                words.size() < count && matcher.find(); ) {
            words.add(matcher.group());
        }
        return words.isEmpty() ? text : String.join(" ", words);
    }
}
