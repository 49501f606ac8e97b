package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.linernotes.enrichment.embedding.SentenceEmbedder;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.ProviderClient;
import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.llm.StubConfig;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.evidence.EvidenceVerifier;
import io.linernotes.prompts.PromptCatalog;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Models that lie, and an engine that asks them. */
final class LyingModel {
    static final NotesRequest EPISODE = Episodes.demo("lighthouse-garden");

    private static final ObjectMapper MAPPER = new ObjectMapper();
    static final List<TaxonomyLabel> TAXONOMY = List.of(
            new TaxonomyLabel("sea", "Sea", "Ships and coasts"), new TaxonomyLabel("work", "Work", "Jobs, machines"));

    private LyingModel() {}

    /** Changes an answer that is JSON. */
    static UnaryOperator<String> edit(Consumer<ObjectNode> change) {
        return text -> {
            try {
                ObjectNode answer = (ObjectNode) MAPPER.readTree(text);
                change.accept(answer);
                return answer.toString();
            } catch (JsonProcessingException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** Puts a text and the ids that it cites into an entry. */
    static void statement(ObjectNode entry, String text, @Nullable String... cited) {
        ArrayNode evidence = entry.put("text", text).putArray("evidence");
        for (String id : cited) {
            if (id != null) {
                evidence.add(id);
            }
        }
    }

    /** A model that is honest about everything but one task. */
    static Function<JsonNode, String> lying(String task, UnaryOperator<String> lie) {
        return request -> {
            String honest = new SensibleModel().apply(firstQuestion(request));
            return request.at("/response_format/json_schema/name").asText().equals(task) ? lie.apply(honest) : honest;
        };
    }

    /** The request without the turns that follow an unusable answer. */
    static JsonNode firstQuestion(JsonNode request) {
        ObjectNode copy = request.deepCopy();
        ArrayNode messages = (ArrayNode) copy.path("messages");
        while (messages.size() > 4) {
            messages.remove(messages.size() - 1);
        }
        return copy;
    }

    /** The notes that an engine writes with this model. */
    static EpisodeNotes write(
            NotesRequest request, @Nullable SentenceEmbedder embedder, Function<JsonNode, String> model) {
        try (StubLlmServer server = new StubLlmServer(model)) {
            return engine(server, embedder).write(request);
        }
    }

    /** An engine that asks this server. */
    static LlmNotesEngine engine(StubLlmServer server, @Nullable SentenceEmbedder embedder) {
        return engine(StubConfig.of(server).maxOutputTokens(4_000).build(), embedder);
    }

    static LlmNotesEngine engine(LlmConfig config, @Nullable SentenceEmbedder embedder) {
        ProviderClient client = new ProviderClient(config, null, Clock.systemUTC(), new Random(7), wait -> {});
        return new LlmNotesEngine(client, new PromptCatalog(), new EvidenceVerifier(embedder, 0.5), TAXONOMY, config);
    }
}
