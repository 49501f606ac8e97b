package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.llm.StubLlmServer.Reply;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the vendors' services say and want to hear, as their documentation has it. Every answer took 1,200 tokens, of which
 * 1,024 were read from the cache where the vendor tells, and 80 of output.
 */
public enum StubVendor {
    OPENAI("/v1", "/response_format/json_schema/schema", "stop", "length", "content_filter") {
        @Override
        ObjectNode reply(String content, String reason) {
            ObjectNode root = MAPPER.createObjectNode().put("id", "chatcmpl-1").put("model", MODEL);
            ObjectNode choice = root.putArray("choices").addObject().put("index", 0);
            choice.put("finish_reason", reason)
                    .putObject("message")
                    .put("role", "assistant")
                    .put("content", content);
            ObjectNode usage =
                    root.putObject("usage").put("prompt_tokens", 1_200).put("completion_tokens", 80);
            usage.put("total_tokens", 1_280).putObject("prompt_tokens_details").put("cached_tokens", 1_024);
            return root;
        }

        @Override
        void turns(JsonNode body, ArrayNode messages) {
            messages.addAll((ArrayNode) body.path("messages"));
        }
    },
    /** Writes 100 tokens to the cache besides. */
    ANTHROPIC("/v1", "/output_config/format/schema", "end_turn", "max_tokens", "refusal") {
        @Override
        ObjectNode reply(String content, String reason) {
            ObjectNode root = MAPPER.createObjectNode().put("id", "msg_1").put("type", "message");
            root.put("role", "assistant").put("model", MODEL).put("stop_reason", reason);
            root.putArray("content").addObject().put("type", "text").put("text", content);
            ObjectNode usage = root.putObject("usage").put("input_tokens", 76).put("output_tokens", 80);
            usage.put("cache_read_input_tokens", 1_024).put("cache_creation_input_tokens", 100);
            return root;
        }

        @Override
        void turns(JsonNode body, ArrayNode messages) {
            add(messages, "system", body.at("/system/0/text"));
            body.path("messages")
                    .forEach(turn -> add(messages, turn.path("role").asText(), turn.at("/content/0/text")));
        }
    },
    /** Thinks for 30 tokens of its output. */
    GEMINI("/v1beta", "/generationConfig/responseJsonSchema", "STOP", "MAX_TOKENS", "SAFETY") {
        @Override
        ObjectNode reply(String content, String reason) {
            ObjectNode root = MAPPER.createObjectNode().put("responseId", "1").put("modelVersion", MODEL);
            ObjectNode candidate = root.putArray("candidates").addObject().put("finishReason", reason);
            candidate
                    .putObject("content")
                    .put("role", "model")
                    .putArray("parts")
                    .addObject()
                    .put("text", content);
            ObjectNode usage = root.putObject("usageMetadata").put("promptTokenCount", 1_200);
            usage.put("candidatesTokenCount", 50).put("thoughtsTokenCount", 30).put("cachedContentTokenCount", 1_024);
            return root;
        }

        @Override
        void turns(JsonNode body, ArrayNode messages) {
            add(messages, "system", body.at("/systemInstruction/parts/0/text"));
            body.path("contents").forEach(turn -> {
                String role = turn.path("role").asText().replace("model", "assistant");
                add(messages, role, turn.at("/parts/0/text"));
            });
        }
    },
    /** Has no cache to tell of, and no filter: what it refuses, it refuses in words. */
    OLLAMA("", "/format", "stop", "length", "content_filter") {
        @Override
        ObjectNode reply(String content, String reason) {
            ObjectNode root = MAPPER.createObjectNode().put("model", MODEL).put("created_at", "2026-11-21T08:00:00Z");
            root.put("done", true).put("done_reason", reason);
            root.put("prompt_eval_count", 1_200).put("eval_count", 80);
            root.putObject("message").put("role", "assistant").put("content", content);
            return root;
        }

        @Override
        void turns(JsonNode body, ArrayNode messages) {
            messages.addAll((ArrayNode) body.path("messages"));
        }
    };

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String MODEL = "stub-1-2026-01-01";

    private final String path;
    private final String schema;
    private final String ended;
    private final String cutOff;
    private final String refused;

    StubVendor(String path, String schema, String ended, String cutOff, String refused) {
        this.path = path;
        this.schema = schema;
        this.ended = ended;
        this.cutOff = cutOff;
        this.refused = refused;
    }

    /** The setting that speaks to it. */
    public LlmProvider provider() {
        return LlmProvider.valueOf(name());
    }

    /** An answer with this content, which ended for one of OpenAI's reasons: {@code stop}, {@code length}, … */
    public Reply finished(String content, String finishReason) {
        return StubLlmServer.status(200, envelope(content, finishReason), "Content-Type", "application/json");
    }

    /** The body of such an answer. */
    public String envelope(String content, String finishReason) {
        String reason = switch (finishReason) {
            case "stop" -> ended;
            case "length" -> cutOff;
            case "content_filter" -> refused;
            default -> finishReason;
        };
        return reply(content, reason).toString();
    }

    /** The schema in a request. */
    public JsonNode schema(JsonNode body) {
        return body.at(schema);
    }

    /** Messages, schema and task of a request as OpenAI's protocol has them. */
    JsonNode question(JsonNode body) {
        ObjectNode question = MAPPER.createObjectNode();
        turns(body, question.putArray("messages"));
        ObjectNode format = question.putObject("response_format").putObject("json_schema");
        format.put("name", task(schema(body))).set("schema", schema(body));
        return question;
    }

    /** Other vendors' requests do not say which task they are for. */
    private static String task(JsonNode schema) {
        Set<String> fields = new TreeSet<>();
        schema.path("properties").fieldNames().forEachRemaining(fields::add);
        if (fields.contains("line")) {
            return fields.contains("quotes") ? "notes" : "summary";
        }
        if (fields.contains("keyPhrases")) {
            return schema.findValue("continues") == null ? "topics" : "consistency";
        }
        return "chapters";
    }

    String path() {
        return path;
    }

    abstract ObjectNode reply(String content, String reason);

    abstract void turns(JsonNode body, ArrayNode messages);

    private static void add(ArrayNode messages, String role, JsonNode text) {
        messages.addObject().put("role", role).put("content", text.asText());
    }
}
