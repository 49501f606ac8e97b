package io.linernotes.enrichment.llm.batch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.llm.StubVendor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A service on the loopback address that takes batches as OpenAI and Anthropic do, and single requests too. It keeps its own account of
 * what it billed. Results come in another order than the requests.
 */
public final class StubBatchServer implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What becomes of a request in a batch. */
    public enum Fate {
        ANSWERED,
        /** Two lines in the file of answers, the second of which says something else. */
        ANSWERED_TWICE,
        /** Answered with something that is no answer. */
        NONSENSE,
        REJECTED,
        FAILED,
        /** In neither file. */
        FORGOTTEN
    }

    private record Line(String key, JsonNode body) {}

    private static final class Batch {
        private final String id;
        private final @Nullable String name;
        private final List<Line> lines;
        private String status = "in_progress";
        private int polls;

        Batch(String id, @Nullable String name, List<Line> lines) {
            this.id = id;
            this.name = name;
            this.lines = lines;
        }
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Function<JsonNode, String> model;
    private final Map<String, String> files = new ConcurrentHashMap<>();
    private final Map<String, Batch> batches = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, Integer> billed = Collections.synchronizedMap(new TreeMap<>());
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final List<JsonNode> single = new CopyOnWriteArrayList<>();
    private final List<Map<String, List<String>>> headers = new CopyOnWriteArrayList<>();
    private volatile Function<String, Fate> fates = key -> Fate.ANSWERED;
    private volatile int pollsUntilDone = 1;
    private volatile int batchStatus;
    private volatile boolean losesReplies;
    private volatile boolean forgetsBatches;
    private volatile String lastStatus = "completed";

    /** Starts a server whose model answers a request body with this content. */
    public StubBatchServer(Function<JsonNode, String> model) {
        this.model = model;
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 50);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1";
    }

    /** How often a batch is asked for until it is done; {@link Integer#MAX_VALUE} for never. */
    public StubBatchServer doneAfter(int polls) {
        pollsUntilDone = polls;
        return this;
    }

    /** How a batch ends: {@code completed}, {@code expired} or {@code failed}. */
    public StubBatchServer ending(String status) {
        lastStatus = status;
        return this;
    }

    /** Decides by key what becomes of a request. */
    public StubBatchServer fates(Function<String, Fate> decision) {
        fates = decision;
        return this;
    }

    /** Answers every submission with this status; 0 for as it should. */
    public StubBatchServer refusing(int status) {
        batchStatus = status;
        return this;
    }

    /** Whether it takes batches and hangs up without a word. */
    public StubBatchServer losingReplies(boolean loses) {
        losesReplies = loses;
        return this;
    }

    /** Whether it hangs up without taking a batch. */
    public StubBatchServer forgettingBatches(boolean forgets) {
        forgetsBatches = forgets;
        return this;
    }

    /** Method and path of all requests so far. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** Bodies of the requests that came alone. */
    public List<JsonNode> single() {
        return List.copyOf(single);
    }

    /** Headers of all requests so far. */
    public List<Map<String, List<String>>> headers() {
        return List.copyOf(headers);
    }

    /** Batches that it took. */
    public int batches() {
        return batches.size();
    }

    /** How often each request was billed, by its key or, where it came alone, by its body. */
    public Map<String, Integer> billed() {
        synchronized (billed) {
            return Map.copyOf(billed);
        }
    }

    /** Requests of all batches, in order. */
    public List<JsonNode> batched() {
        synchronized (batches) {
            return batches.values().stream()
                    .flatMap(batch -> batch.lines.stream())
                    .map(Line::body)
                    .toList();
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath().replaceFirst("^/v1", "");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        requests.add(exchange.getRequestMethod() + " " + path);
        headers.add(Map.copyOf(exchange.getRequestHeaders()));
        String[] parts = path.substring(1).split("/");
        switch (parts[0]) {
            case "chat" -> answer(exchange, body);
            case "files" -> file(exchange, parts, body);
            case "batches" -> batch(exchange, parts, body);
            case "messages" -> messages(exchange, parts, body);
            default -> reply(exchange, 404, "{}");
        }
    }

    private void answer(HttpExchange exchange, String body) throws IOException {
        JsonNode request = MAPPER.readTree(body);
        single.add(request);
        bill(request.toString());
        reply(exchange, 200, StubLlmServer.envelope(model.apply(request), "stop"));
    }

    /** Anthropic's: single messages, and batches below them. */
    private void messages(HttpExchange exchange, String[] parts, String body) throws IOException {
        if (parts.length == 1) {
            JsonNode request = MAPPER.readTree(body);
            single.add(request);
            bill(request.toString());
            reply(exchange, 200, StubVendor.ANTHROPIC.envelope(model.apply(request), "end_turn"));
        } else if (parts.length == 2 && exchange.getRequestMethod().equals("POST")) {
            List<Line> lines = new ArrayList<>();
            MAPPER.readTree(body)
                    .path("requests")
                    .forEach(line -> lines.add(new Line(line.path("custom_id").asText(), line.path("params"))));
            accept(exchange, null, lines, StubBatchServer::message);
        } else if (parts.length == 2) {
            ObjectNode list = MAPPER.createObjectNode().put("has_more", false);
            ArrayNode data = list.putArray("data");
            synchronized (batches) {
                for (Batch batch : batches.values()) {
                    if (++batch.polls >= pollsUntilDone) {
                        finish(batch, lastStatus);
                    }
                    data.add(message(batch));
                }
            }
            reply(exchange, 200, list.toString());
        } else if (parts.length == 4 && parts[3].equals("results")) {
            reply(exchange, 200, files.getOrDefault(parts[2] + "-messages", ""));
        } else {
            Batch batch = batches.get(parts[2]);
            if (parts.length == 4) {
                finish(batch, "cancelled");
            } else if (++batch.polls >= pollsUntilDone) {
                finish(batch, lastStatus);
            }
            reply(exchange, 200, message(batch).toString());
        }
    }

    private static ObjectNode message(Batch batch) {
        return MAPPER.createObjectNode()
                .put("id", batch.id)
                .put("processing_status", batch.status.equals("in_progress") ? "in_progress" : "ended");
    }

    private String message(Line line, boolean tried) throws IOException {
        String result = switch (tried ? fates.apply(line.key()) : Fate.FAILED) {
            case ANSWERED, ANSWERED_TWICE ->
                "{\"type\":\"succeeded\",\"message\":%s}"
                        .formatted(StubVendor.ANTHROPIC.envelope(model.apply(line.body()), "end_turn"));
            case NONSENSE -> "{\"type\":\"succeeded\",\"message\":{\"usage\":{}}}";
            case REJECTED ->
                "{\"type\":\"errored\",\"error\":{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"}}}";
            case FAILED -> tried ? "{\"type\":\"errored\",\"error\":{}}" : "{\"type\":\"expired\"}";
            case FORGOTTEN -> null;
        };
        return result == null ? "" : "{\"custom_id\":\"%s\",\"result\":%s}\n".formatted(line.key(), result);
    }

    private void file(HttpExchange exchange, String[] parts, String body) throws IOException {
        if (parts.length == 1) {
            String id = "file-" + (files.size() + 1);
            files.put(id, body);
            reply(exchange, 200, MAPPER.createObjectNode().put("id", id).toString());
        } else {
            reply(exchange, 200, files.getOrDefault(parts[1], ""));
        }
    }

    private void batch(HttpExchange exchange, String[] parts, String body) throws IOException {
        if (exchange.getRequestMethod().equals("POST") && parts.length == 1) {
            create(exchange, body);
        } else if (parts.length == 1) {
            ObjectNode list = MAPPER.createObjectNode().put("has_more", false);
            ArrayNode data = list.putArray("data");
            synchronized (batches) {
                batches.values().forEach(batch -> data.add(json(batch)));
            }
            reply(exchange, 200, list.toString());
        } else {
            Batch batch = batches.get(parts[1]);
            if (parts.length == 3) {
                finish(batch, "cancelled");
            } else if (++batch.polls >= pollsUntilDone) {
                finish(batch, lastStatus);
            }
            reply(exchange, 200, json(batch).toString());
        }
    }

    private void create(HttpExchange exchange, String body) throws IOException {
        JsonNode request = MAPPER.readTree(body);
        List<Line> lines = new ArrayList<>();
        for (String line :
                files.get(request.path("input_file_id").asText()).lines().toList()) {
            if (line.startsWith("{")) {
                JsonNode json = MAPPER.readTree(line);
                lines.add(new Line(json.path("custom_id").asText(), json.path("body")));
            }
        }
        String name = request.path("metadata").path("linernotes_batch").textValue();
        accept(exchange, name, lines, StubBatchServer::json);
    }

    private void accept(
            HttpExchange exchange, @Nullable String name, List<Line> lines, Function<Batch, ObjectNode> json)
            throws IOException {
        if (batchStatus != 0) {
            reply(exchange, batchStatus, "{\"error\":{\"message\":\"no\"}}");
            return;
        }
        if (forgetsBatches) {
            exchange.close();
            return;
        }
        Batch batch = new Batch("batch_" + (batches.size() + 1), name, lines);
        batches.put(batch.id, batch);
        if (losesReplies) {
            exchange.close();
        } else {
            reply(exchange, 200, json.apply(batch).toString());
        }
    }

    /** What was cancelled or expired is half done. */
    private void finish(Batch batch, String status) throws IOException {
        if (!batch.status.equals("in_progress")) {
            return;
        }
        batch.status = status;
        StringBuilder answers = new StringBuilder();
        StringBuilder errors = new StringBuilder();
        StringBuilder messages = new StringBuilder();
        int done =
                status.equals("completed") ? batch.lines.size() : status.equals("failed") ? 0 : batch.lines.size() / 2;
        for (int i = batch.lines.size() - 1; i >= 0; i--) {
            Line line = batch.lines.get(i);
            messages.append(message(line, i < done));
            if (i < done) {
                write(line, answers, errors);
            } else if (status.equals("expired")) {
                errors.append(line(line.key(), "null", "{\"code\":\"batch_expired\",\"message\":\"too late\"}"));
            }
        }
        files.put(batch.id + "-answers", answers.toString());
        files.put(batch.id + "-errors", errors.toString());
        files.put(batch.id + "-messages", messages.toString());
    }

    private void write(Line line, StringBuilder answers, StringBuilder errors) throws IOException {
        Fate fate = fates.apply(line.key());
        switch (fate) {
            case ANSWERED, ANSWERED_TWICE -> {
                bill(line.key());
                String body = StubLlmServer.envelope(model.apply(line.body()), "stop");
                answers.append(line(line.key(), "{\"status_code\":200,\"body\":%s}".formatted(body), "null"));
                if (fate == Fate.ANSWERED_TWICE) {
                    String other = StubLlmServer.envelope("something else", "stop");
                    answers.append(line(line.key(), "{\"status_code\":200,\"body\":%s}".formatted(other), "null"));
                }
            }
            case NONSENSE -> {
                bill(line.key());
                answers.append(line(line.key(), "{\"status_code\":200,\"body\":{\"usage\":{}}}", "null"));
            }
            case REJECTED ->
                errors.append(line(line.key(), "{\"status_code\":400,\"body\":{\"error\":{\"code\":\"x\"}}}", "null"));
            case FAILED -> errors.append(line(line.key(), "{\"status_code\":500,\"body\":{}}", "null"));
            case FORGOTTEN -> bill(line.key());
        }
    }

    private static String line(String key, String response, String error) {
        return "{\"id\":\"batch_req_1\",\"custom_id\":\"%s\",\"response\":%s,\"error\":%s}\n"
                .formatted(key, response, error);
    }

    private static ObjectNode json(Batch batch) {
        ObjectNode json = MAPPER.createObjectNode().put("id", batch.id).put("status", batch.status);
        json.putObject("metadata").put("linernotes_batch", batch.name);
        if (!batch.status.equals("in_progress")) {
            json.put("output_file_id", batch.id + "-answers").put("error_file_id", batch.id + "-errors");
        }
        return json;
    }

    private void bill(String key) {
        billed.merge(key, 1, Integer::sum);
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
