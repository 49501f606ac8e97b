package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A service on the loopback address that speaks a vendor's protocol, well or badly. Scripted replies go out first, in order;
 * after them a function of the request writes the content of a good answer.
 */
public final class StubLlmServer implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** What goes back for one request. */
    @FunctionalInterface
    public interface Reply {
        /** Writes to the socket; the server closes it afterwards. */
        void writeTo(Socket socket) throws IOException;
    }

    /** Decides what goes back for a request. */
    @FunctionalInterface
    public interface Behaviour {
        /** Called once for each request, from several threads. */
        Reply reply(Request request);

        /** Good answers with what a model says to the body. */
        static Behaviour answering(Function<JsonNode, String> model) {
            return request -> content(model.apply(request.body()));
        }
    }

    /** A request as it arrived; header names in lower case. */
    public record Request(String path, Map<String, String> headers, JsonNode body) {}

    private final StubVendor vendor;
    private final ServerSocket listener;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Behaviour behaviour;
    private final ConcurrentLinkedQueue<Reply> script = new ConcurrentLinkedQueue<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private final AtomicInteger openConnections = new AtomicInteger();

    /** Starts a server whose model answers a request body with this content. */
    public StubLlmServer(Function<JsonNode, String> model) {
        this(StubVendor.OPENAI, Behaviour.answering(model));
    }

    /** Starts a server that does with each request as it is told. */
    public static StubLlmServer behaving(Behaviour behaviour) {
        return new StubLlmServer(StubVendor.OPENAI, behaviour);
    }

    /** Starts a vendor's server; the model reads a request as OpenAI's protocol has it, whoever the vendor is. */
    public static StubLlmServer of(StubVendor vendor, Function<JsonNode, String> model) {
        return new StubLlmServer(
                vendor, request -> vendor.finished(model.apply(vendor.question(request.body())), "stop"));
    }

    private StubLlmServer(StubVendor vendor, Behaviour behaviour) {
        this.vendor = vendor;
        this.behaviour = behaviour;
        try {
            this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    /** Starts a server whose model always answers {@code {"chapters":[]}}. */
    public StubLlmServer() {
        this(request -> "{\"chapters\":[]}");
    }

    /** For {@link LlmConfig#baseUrl()}. */
    public String baseUrl() {
        return "http://%s:%d%s"
                .formatted(listener.getInetAddress().getHostAddress(), listener.getLocalPort(), vendor.path());
    }

    /** Whose protocol it speaks. */
    public StubVendor vendor() {
        return vendor;
    }

    /** Adds replies that go out before the model is asked. */
    public StubLlmServer script(Reply... replies) {
        script.addAll(List.of(replies));
        return this;
    }

    /** All requests so far, in order of arrival. */
    public List<Request> requests() {
        return List.copyOf(requests);
    }

    /** Connections that neither side has closed. */
    public int openConnections() {
        return openConnections.get();
    }

    /** A status with a body; headers as name and value in turn. */
    public static Reply status(int status, String body, String... headers) {
        return socket -> write(socket, head(status, body.getBytes(StandardCharsets.UTF_8).length, headers) + body);
    }

    /** A good answer with this content. */
    public static Reply content(String content) {
        return finished(content, "stop");
    }

    /** An answer with this content and finish reason. */
    public static Reply finished(String content, String finishReason) {
        return StubVendor.OPENAI.finished(content, finishReason);
    }

    /** Reads the request and hangs up as a crashed server does. */
    public static Reply reset() {
        return socket -> socket.setSoLinger(true, 0);
    }

    /** Reads the request and closes the connection in an orderly way, without a word. */
    public static Reply silentEnd() {
        return socket -> {};
    }

    /** Promises a body and ends in the middle of it. */
    public static Reply cutShort() {
        return socket -> write(socket, head(200, 1_000) + "{\"choices\":[{\"mess");
    }

    /** Says nothing until the other side gives up. */
    public static Reply stall() {
        return StubLlmServer::awaitHangUp;
    }

    /** Sends the head of a reply, then nothing until the other side gives up. */
    public static Reply stallAfterHead() {
        return socket -> {
            write(socket, head(200, 1_000));
            awaitHangUp(socket);
        };
    }

    /** Sends a byte every 50 ms, for longer than any test waits. */
    public static Reply drip() {
        return socket -> {
            write(socket, head(200, 10_000));
            try {
                for (int i = 0; i < 10_000; i++) {
                    write(socket, " ");
                    Thread.sleep(50);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        };
    }

    /** A body without an end. */
    public static Reply flood() {
        return socket -> {
            write(socket, head(200, Integer.MAX_VALUE));
            String chunk = " ".repeat(1 << 16);
            for (int i = 0; i < Integer.MAX_VALUE >> 16; i++) {
                write(socket, chunk);
            }
        };
    }

    /** The body of a good reply. */
    public static String envelope(String content, String finishReason) {
        return StubVendor.OPENAI.envelope(content, finishReason);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        try {
            listener.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket socket = listener.accept();
                openConnections.incrementAndGet();
                threads.execute(() -> serve(socket));
            } catch (IOException e) {
                // The listener was closed: the end of the test.
                return;
            }
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            Request request = read(new BufferedInputStream(socket.getInputStream()));
            requests.add(request);
            Reply reply = script.poll();
            (reply == null ? behaviour.reply(request) : reply).writeTo(socket);
        } catch (IOException e) {
            // The client hung up, as some tests want it to.
        } finally {
            openConnections.decrementAndGet();
        }
    }

    private static Request read(InputStream stream) throws IOException {
        String path = line(stream).split(" ", 3)[1];
        Map<String, String> headers = new TreeMap<>();
        for (String line = line(stream); !line.isEmpty(); line = line(stream)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        byte[] body = stream.readNBytes(Integer.parseInt(headers.getOrDefault("content-length", "0")));
        return new Request(path, headers, MAPPER.readTree(body));
    }

    private static String line(InputStream stream) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = stream.read(); next != '\n'; next = stream.read()) {
            if (next < 0) {
                throw new IOException("The request ended early");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }

    private static String head(int status, int length, String... headers) {
        StringBuilder head = new StringBuilder(
                "HTTP/1.1 %d Stub\r\nConnection: close\r\nContent-Length: %d\r\n".formatted(status, length));
        for (int i = 0; i < headers.length; i += 2) {
            head.append(headers[i]).append(": ").append(headers[i + 1]).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    private static void write(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
    }

    private static void awaitHangUp(Socket socket) throws IOException {
        while (socket.getInputStream().read() >= 0) {
            // A client that has sent its request has nothing more to say.
        }
    }
}
