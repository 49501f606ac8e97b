package io.linernotes.jobs.claims;

import static io.linernotes.enrichment.llm.StubLlmServer.content;
import static io.linernotes.enrichment.llm.StubLlmServer.cutShort;
import static io.linernotes.enrichment.llm.StubLlmServer.drip;
import static io.linernotes.enrichment.llm.StubLlmServer.envelope;
import static io.linernotes.enrichment.llm.StubLlmServer.finished;
import static io.linernotes.enrichment.llm.StubLlmServer.flood;
import static io.linernotes.enrichment.llm.StubLlmServer.reset;
import static io.linernotes.enrichment.llm.StubLlmServer.silentEnd;
import static io.linernotes.enrichment.llm.StubLlmServer.stall;
import static io.linernotes.enrichment.llm.StubLlmServer.stallAfterHead;
import static io.linernotes.enrichment.llm.StubLlmServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.llm.InDoubt;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.ProviderClient;
import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.llm.StubConfig;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.llm.StubLlmServer.Reply;
import io.linernotes.enrichment.llm.StubLlmServer.Request;
import io.linernotes.enrichment.llm.ledger.Ledger;
import io.linernotes.enrichment.llm.ledger.LedgerReader;
import io.linernotes.enrichment.llm.ledger.LedgerSegments;
import io.linernotes.enrichment.llm.ledger.LocalLedgerFiles;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.NotesFailedException;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.evidence.EvidenceVerifier;
import io.linernotes.enrichment.notes.llm.LlmNotesEngine;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.cost.ModelPrice;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.jobs.config.BudgetConfig;
import io.linernotes.jobs.output.RunId;
import io.linernotes.jobs.output.RunStore;
import io.linernotes.prompts.PromptCatalog;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every kind of reply costs when it never changes: how many requests, and of how many kinds, for one question of the real
 * engine, through the real ledger and desk, over real sockets. The waits are a fiftieth of what they are in production.
 */
@Timeout(300)
class ReplyTableTest {
    private static final int SPEED = 50;
    private static final PriceList PRICES = new PriceList(
            LocalDate.of(2026, 11, 1),
            "USD",
            Map.of("stub-1", new ModelPrice("stub-1", BigDecimal.ONE, null, null, BigDecimal.TEN, null, "test")));
    private static final String QUOTA = "{\"error\":{\"code\":\"insufficient_quota\",\"message\":\"x\"}}";
    private static final String BUSY =
            "{\"error\":{\"code\":\"rate_limit_exceeded\",\"message\":\"insufficient_quota\"}}";

    private static final String GOOD =
            "{\"chapters\":[{\"start\":\"S1\",\"title\":\"A loaf\",\"summary\":\"Bread.\",\"evidence\":[\"S1\"]}]}";

    @TempDir
    Path folder;

    private final FastClock clock = new FastClock(SPEED);
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicLong waitedMs = new AtomicLong();
    private final Set<String> keys = ConcurrentHashMap.newKeySet();

    /** What becomes of a request that brought no usable answer. */
    private enum Bill {
        /** Nothing was billed, or an answer was. */
        PLAIN,
        /** A reply was billed that is no answer. */
        UNUSABLE,
        /** Nobody knows. */
        IN_DOUBT
    }

    /**
     * A line of the table.
     *
     * @param reply null when nobody listens
     * @param requests for the question, all in all
     * @param different requests that differ from each other
     * @param outcome of the last one
     * @param bill what is written down about each
     * @param seconds waited in between, at least
     * @param stops whether nothing more is asked of the service in this run
     */
    private record Line(
            String name,
            @Nullable Reply reply,
            int requests,
            int different,
            String outcome,
            Bill bill,
            int seconds,
            boolean stops) {
        static Line once(String name, Reply reply, String outcome) {
            return new Line(name, reply, 1, 1, outcome, Bill.PLAIN, 0, false);
        }

        static Line stopping(String name, Reply reply, String outcome) {
            return new Line(name, reply, 1, 1, outcome, Bill.PLAIN, 0, true);
        }

        static Line patient(String name, @Nullable Reply reply, String outcome, int seconds) {
            return new Line(name, reply, 4, 1, outcome, Bill.PLAIN, seconds, false);
        }

        static Line inDoubt(String name, Reply reply) {
            return new Line(name, reply, 2, 1, "LLM_UNAVAILABLE", Bill.IN_DOUBT, 2, false);
        }

        static Line unusable(String name, Reply reply) {
            return new Line(name, reply, 2, 1, "LLM_BAD_ENVELOPE", Bill.UNUSABLE, 2, false);
        }

        static Line changed(String name, Reply reply, String outcome) {
            return new Line(name, reply, 2, 2, outcome, Bill.PLAIN, 0, false);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Line> table() {
        Stream<Line> answered = Stream.of(
                Line.once("good", content(GOOD), "OK"),
                Line.changed("length", finished("{\"chap", "length"), "LLM_TRUNCATED"),
                Line.once("content filter", finished("", "content_filter"), "LLM_REFUSED"),
                Line.once(
                        "content filter, null",
                        status(200, envelope("x", "content_filter").replace("\"x\"", "null")),
                        "LLM_REFUSED"),
                Line.once(
                        "refusal",
                        status(
                                200,
                                envelope("x", "stop")
                                        .replace("\"content\":\"x\"", "\"content\":null,\"refusal\":\"No.\"")),
                        "LLM_REFUSED"),
                Line.changed("prose", content("Here are the chapters."), "LLM_OUTPUT_INVALID"),
                Line.changed("JSON cut by the model", content("{\"chapters\":[{"), "LLM_OUTPUT_INVALID"),
                Line.changed("not in the schema", content("{}"), "LLM_OUTPUT_INVALID"),
                Line.changed("nothing in it", content("{\"chapters\":[]}"), "LLM_OUTPUT_INVALID"));
        Stream<Line> refused = Stream.concat(
                Stream.of(400, 404, 413, 422)
                        .map(code -> Line.once("" + code, status(code, "{}"), "LLM_REQUEST_REJECTED")),
                Stream.of(301, 302, 303, 307, 308)
                        .map(code -> Line.once("" + code, status(code, "", "Location", "/elsewhere"), "LLM_REDIRECT")));
        Stream<Line> stopped = Stream.of(
                Line.stopping("401", status(401, "{}"), "LLM_AUTH"),
                Line.stopping("403", status(403, "{}"), "LLM_AUTH"),
                Line.stopping("402", status(402, "{}"), "LLM_QUOTA"),
                Line.stopping("429 quota", status(429, QUOTA), "LLM_QUOTA"),
                Line.stopping("429 quota as type", status(429, QUOTA.replace("code", "type")), "LLM_QUOTA"));
        Stream<Line> later = Stream.concat(
                Stream.of(500, 502, 503, 504, 529)
                        .map(code -> Line.patient("" + code, status(code, "<html>"), "LLM_UNAVAILABLE", 14)),
                Stream.of(
                        Line.patient("429", status(429, BUSY), "LLM_RATE_LIMITED", 14),
                        Line.patient("429 in 9 s", status(429, BUSY, "Retry-After", "9"), "LLM_RATE_LIMITED", 27),
                        Line.stopping("429 tomorrow", status(429, BUSY, "Retry-After", "86400"), "LLM_RATE_LIMITED"),
                        Line.patient("connection refused", null, "LLM_UNAVAILABLE", 14)));
        Stream<Line> lost = Stream.of(
                Line.inDoubt("reset", reset()),
                Line.inDoubt("silent end", silentEnd()),
                Line.inDoubt("cut short", cutShort()),
                Line.inDoubt("stall", stall()),
                Line.inDoubt("stall after head", stallAfterHead()),
                Line.inDoubt("drip", drip()));
        Stream<Line> useless = Stream.of(
                Line.unusable("cut JSON", status(200, "{\"choices\":[{\"mess")),
                Line.unusable("empty", status(200, "")),
                Line.unusable("HTML", status(200, "<html>Welcome</html>")),
                Line.unusable("array", status(200, "[]")),
                Line.unusable("no choices", status(200, "{\"choices\":[]}")),
                Line.unusable("no message", status(200, "{\"choices\":[{}]}")),
                Line.unusable(
                        "no finish reason", status(200, envelope("{}", "stop").replace("\"stop\"", "null"))),
                Line.unusable("odd finish reason", finished("{}", "tool_calls")),
                Line.unusable("blank content", content("  ")),
                Line.unusable("flood", flood()));
        return Stream.of(answered, refused, stopped, later, lost, useless).flatMap(lines -> lines);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("table")
    void costsExactlyAsManyRequestsAsTheTableSays(Line line) throws Exception {
        check(line, InDoubt.RESEND, line.requests, line.outcome);
    }

    static Stream<Line> doubtful() {
        return table().filter(line -> line.bill != Bill.PLAIN);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doubtful")
    void costsOneRequestIfNothingMayBePaidForTwice(Line line) throws Exception {
        check(line, InDoubt.QUARANTINE, 1, line.bill == Bill.IN_DOUBT ? "LLM_IN_DOUBT" : line.outcome);
    }

    private void check(Line line, InDoubt policy, int requests, String outcome) throws Exception {
        try (StubLlmServer server = StubLlmServer.behaving(request -> reply(request, line))) {
            LlmConfig config = StubConfig.of(server)
                    .baseUrl(line.reply == null ? nobody() : server.baseUrl())
                    .deadline(Duration.ofMillis(300))
                    .inDoubt(policy)
                    .rate(10_000, 100_000_000)
                    .build();
            try (RunLedger ledger = open(config)) {
                LlmNotesEngine engine = engine(ledger, config);

                List<LlmCall> calls = chapterCalls(engine, "bread");

                assertThat(sum(calls, LlmCall::attempts)).isEqualTo(requests);
                assertThat(calls.get(calls.size() - 1).outcome()).isEqualTo(outcome);
                assertThat(sum(calls, call -> call.payment().inDoubt()))
                        .isEqualTo(line.bill == Bill.IN_DOUBT ? requests : 0);
                assertThat(sum(calls, call -> call.payment().unusable()))
                        .isEqualTo(line.bill == Bill.UNUSABLE ? requests : 0);
                assertThat(waitedMs.get()).isGreaterThanOrEqualTo(requests == 1 ? 0 : 1_000L * line.seconds);
                if (line.reply != null) {
                    assertThat(arrived).hasValue(requests);
                    assertThat(keys).hasSize(line.different);
                }
                if (requests == 1) {
                    chapterCalls(engine, "soup");
                    assertThat(arrived).hasValue(line.stops ? 1 : 2);
                }
                assertThat(ledger.finish().complete()).isTrue();
            }
        }
    }

    /** Where nobody listens. */
    private static String nobody() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "http://127.0.0.1:%d/v1".formatted(socket.getLocalPort());
        }
    }

    private Reply reply(Request request, Line line) {
        if (!request.body().at("/response_format/json_schema/name").asText().equals("chapters")) {
            return content(new SensibleModel().apply(request.body()));
        }
        arrived.incrementAndGet();
        keys.add(request.headers().get("idempotency-key"));
        return Objects.requireNonNull(line.reply);
    }

    private void pause(Duration duration) throws InterruptedException {
        waitedMs.addAndGet(duration.toMillis());
        clock.pause(duration);
    }

    private RunLedger open(LlmConfig config) {
        RunStore store = RunStore.open(folder.toString(), new Configuration(), Clock.systemUTC());
        BudgetConfig noCaps = new BudgetConfig(null, null, null, null, null);
        return RunLedger.open(store.ledger(new RunId("one")), noCaps, config, PRICES, new Configuration(), clock);
    }

    private LlmNotesEngine engine(RunLedger ledger, LlmConfig config) {
        LocalLedgerFiles files = new LocalLedgerFiles();
        Ledger own = new Ledger(
                ledger.desk().window("0"),
                new LedgerSegments(files, "0"),
                new LedgerReader(files),
                new PriceTariff(PRICES));
        return new LlmNotesEngine(
                new ProviderClient(config, own, clock, new Random(7), this::pause),
                new PromptCatalog(),
                new EvidenceVerifier(null, 0),
                List.of(),
                config);
    }

    /** What it took to ask for the chapters of an episode. */
    private static List<LlmCall> chapterCalls(LlmNotesEngine engine, String subject) {
        List<Sentence> sentences = new ArrayList<>();
        for (int number = 1; number <= 6; number++) {
            TimeRange range = new TimeRange(4_000L * number, 4_000L * number + 3_000);
            sentences.add(new Sentence(number, range, "Now we talk about %s for a while.".formatted(subject), null));
        }
        List<LlmCall> calls;
        try {
            calls = engine.write(new NotesRequest(EpisodeMetadata.NONE, sentences, List.of()))
                    .calls();
        } catch (NotesFailedException e) {
            calls = e.calls();
        }
        return calls.stream().filter(call -> call.task().equals("chapters")).toList();
    }

    private static int sum(List<LlmCall> calls, ToIntFunction<LlmCall> part) {
        return calls.stream().mapToInt(part).sum();
    }
}
