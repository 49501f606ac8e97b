package io.linernotes.enrichment.asr.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A hub of models on this machine: serves files with entity tags and ranges, and misbehaves as it is told. */
final class StubHub implements AutoCloseable {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private final HttpServer server;
    private final Map<String, byte[]> files = new ConcurrentHashMap<>();

    /** What was asked for, as {@code FILE} or {@code FILE from BYTE}. */
    final List<String> requests = new CopyOnWriteArrayList<>();

    /** Paths of all requests. */
    final List<String> paths = new CopyOnWriteArrayList<>();

    /** Headers of the first answer for a file, beside its own. */
    final Map<String, Map<String, String>> announced = new ConcurrentHashMap<>();

    /** How often each file breaks off in the middle. */
    final Map<String, Integer> breaks = new ConcurrentHashMap<>();

    /** Files of which fewer bytes come than their length says, every time. */
    final List<String> shortened = new ArrayList<>();

    /** Files that another address serves. */
    final Map<String, String> redirects = new ConcurrentHashMap<>();

    boolean ranges = true;
    volatile int status = 200;

    StubHub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    void put(String file, byte[] content) {
        files.put(file, content);
    }

    void remove(String file) {
        files.remove(file);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String file = path.substring(path.lastIndexOf('/') + 1);
        paths.add(path);
        byte[] content = files.get(file);
        String range = exchange.getRequestHeaders().getFirst("Range");
        String condition = exchange.getRequestHeaders().getFirst("If-Range");
        exchange.getResponseHeaders().set("x-repo-commit", COMMIT);
        announced
                .getOrDefault(file, Map.of())
                .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
        String target = redirects.get(file);
        if (target != null && !path.startsWith("/cdn/")) {
            exchange.getResponseHeaders().set("Location", target);
            exchange.sendResponseHeaders(302, -1);
        } else if (content == null || status != 200) {
            requests.add(file + " missing");
            exchange.sendResponseHeaders(content == null ? 404 : status, -1);
        } else {
            String tag = "\"" + Arrays.hashCode(content) + "\"";
            exchange.getResponseHeaders().set("ETag", tag);
            int from = ranges && range != null && tag.equals(condition)
                    ? Integer.parseInt(range.replaceAll("\\D", ""))
                    : 0;
            requests.add(from == 0 ? file : file + " from " + from);
            send(exchange, file, content, from);
        }
        exchange.close();
    }

    private void send(HttpExchange exchange, String file, byte[] content, int from) throws IOException {
        if (from >= content.length) {
            exchange.getResponseHeaders().set("Content-Range", "bytes */" + content.length);
            exchange.sendResponseHeaders(416, -1);
            return;
        }
        if (from > 0) {
            exchange.getResponseHeaders()
                    .set("Content-Range", "bytes %d-%d/%d".formatted(from, content.length - 1, content.length));
        }
        exchange.sendResponseHeaders(from > 0 ? 206 : 200, content.length - from);
        int end = content.length;
        if (breaks.getOrDefault(file, 0) > 0) {
            breaks.merge(file, -1, Integer::sum);
            end = from + (content.length - from) / 2;
        }
        if (shortened.contains(file)) {
            end = content.length - 1;
        }
        OutputStream out = exchange.getResponseBody();
        out.write(content, from, Math.max(0, end - from));
        out.flush();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** A model of five small files. */
    static Map<String, byte[]> model() {
        Map<String, byte[]> files = new TreeMap<>();
        ModelFolder.JSON_FILES.forEach(file -> files.put(file, ("{\"is\": \"" + file + "\"}").getBytes(UTF_8)));
        byte[] weights = new byte[300_000];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (byte) (i * 31 + i / 256);
        }
        files.put(ModelFolder.WEIGHTS, weights);
        return files;
    }
}
