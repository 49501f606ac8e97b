package io.linernotes.enrichment.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import io.linernotes.prompts.PromptMessage;
import io.linernotes.prompts.PromptMessage.Role;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A cache that answers another question is worse than none. */
class RequestKeyTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String URL = "http://localhost/v1/chat/completions";

    @Test
    void changesWithEveryFieldOfARealRequest() throws IOException {
        JsonNode body = realRequest();
        Set<String> keys = new HashSet<>();
        keys.add(key(body));
        int changes = 0;
        for (String pointer : leaves("", body)) {
            JsonNode changed = body.deepCopy();
            change(changed, pointer);
            assertThat(keys.add(key(changed))).as(pointer).isTrue();
            changes++;
        }
        assertThat(changes).isGreaterThan(25);
        assertThat(leaves("", body)).contains("/model", "/temperature", "/max_tokens", "/messages/1/content");
    }

    @Test
    void changesWithAFieldMoreOrLess() throws IOException {
        ObjectNode body = (ObjectNode) realRequest();
        String key = key(body);

        assertThat(key(body.deepCopy().put("seed", 1))).isNotEqualTo(key);
        ObjectNode less = body.deepCopy();
        less.remove("temperature");
        assertThat(key(less)).isNotEqualTo(key);
        ObjectNode longer = body.deepCopy();
        ((ArrayNode) longer.path("messages")).addObject().put("role", "user").put("content", "");
        assertThat(key(longer)).isNotEqualTo(key);
    }

    @Test
    void changesWithTheAddress() {
        assertThat(RequestKey.of(LlmProvider.OPENAI, URL + "2", "{}"))
                .isNotEqualTo(RequestKey.of(LlmProvider.OPENAI, URL, "{}"))
                .matches("[0-9a-f]{64}");
    }

    @Test
    void staysTheSameForTheSameRequestWrittenOtherwise() {
        assertThat(RequestKey.of(LlmProvider.OPENAI, URL, "{\"b\": 1.50,\n \"a\":[1,2]}"))
                .isEqualTo(RequestKey.of(LlmProvider.OPENAI, URL, "{\"a\":[1,2],\"b\":1.50}"))
                .isNotEqualTo(RequestKey.of(LlmProvider.OPENAI, URL, "{\"a\":[2,1],\"b\":1.50}"));
    }

    private static JsonNode realRequest() {
        Prompt prompt = new PromptCatalog().prompt(PromptId.CHAPTERS);
        try (StubLlmServer server = new StubLlmServer()) {
            LlmConfig config = StubConfig.of(server).build();
            new ProviderClient(config, null, Clock.systemUTC(), new Random(7), wait -> {})
                    .ask(new LlmQuestion(
                            "episode",
                            "stub-1",
                            prompt,
                            List.of(
                                    new PromptMessage(Role.SYSTEM, "Be exact."),
                                    new PromptMessage(Role.USER, "S1 Hello.")),
                            512));
            return server.requests().get(0).body();
        }
    }

    private static String key(JsonNode body) {
        return RequestKey.of(LlmProvider.OPENAI, URL, body.toString());
    }

    private static List<String> leaves(String pointer, JsonNode node) {
        List<String> leaves = new ArrayList<>();
        if (node.isObject()) {
            node.properties().forEach(field -> leaves.addAll(leaves(pointer + "/" + field.getKey(), field.getValue())));
        } else if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                leaves.addAll(leaves(pointer + "/" + i, node.get(i)));
            }
        } else {
            leaves.add(pointer);
        }
        return leaves;
    }

    /** By one step, whatever it is. */
    private static void change(JsonNode root, String pointer) {
        int slash = pointer.lastIndexOf('/');
        JsonNode parent = root.at(pointer.substring(0, slash));
        String name = pointer.substring(slash + 1);
        JsonNode value = root.at(pointer);
        JsonNode other = value.isBoolean()
                ? MAPPER.getNodeFactory().booleanNode(!value.asBoolean())
                : value.isNumber()
                        ? MAPPER.getNodeFactory()
                                .numberNode(value.decimalValue().add(java.math.BigDecimal.ONE))
                        : MAPPER.getNodeFactory().textNode(value.asText() + " ");
        if (parent instanceof ObjectNode object) {
            object.set(name, other);
        } else {
            ((ArrayNode) parent).set(Integer.parseInt(name), other);
        }
    }
}
