package io.linernotes.enrichment.llm;

import static io.linernotes.enrichment.llm.StubLlmServer.content;
import static io.linernotes.enrichment.llm.StubLlmServer.cutShort;
import static io.linernotes.enrichment.llm.StubLlmServer.drip;
import static io.linernotes.enrichment.llm.StubLlmServer.finished;
import static io.linernotes.enrichment.llm.StubLlmServer.reset;
import static io.linernotes.enrichment.llm.StubLlmServer.stall;
import static io.linernotes.enrichment.llm.StubLlmServer.stallAfterHead;
import static io.linernotes.enrichment.llm.StubLlmServer.status;
import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.StubLlmServer.Reply;
import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import io.linernotes.prompts.PromptMessage;
import io.linernotes.prompts.PromptMessage.Role;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How replies of several kinds add up, how long the waits between requests are, and that they end. */
@Timeout(60)
class AttemptsTest {
    private static final Prompt PROMPT = new PromptCatalog().prompt(PromptId.CHAPTERS);
    private static final LlmQuestion QUESTION = new LlmQuestion(
            "episode",
            "stub-1",
            PROMPT,
            List.of(new PromptMessage(Role.SYSTEM, "Be exact."), new PromptMessage(Role.USER, "S1 Hello.")),
            512);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC);

    private final StubLlmServer server = new StubLlmServer();
    private final List<Duration> waits = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void triesFourTimesToReachAServiceThatIsNotThere() throws IOException {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            freePort = socket.getLocalPort();
        }
        LlmConfig config = withBaseUrl("http://127.0.0.1:%d/v1".formatted(freePort));

        LlmAnswer answer = client(config).ask(QUESTION);

        assertThat(answer.call().attempts()).isEqualTo(4);
        assertThat(answer.failure().code()).isEqualTo(ErrorCode.LLM_UNAVAILABLE);
        assertThat(answer.failure().message())
                .isEqualTo("The language model's service could not be reached: status = none, request id = none,"
                        + " attempts = 4");
    }

    @Test
    void repeatsAtMostOnceWhatMayHaveBeenBilledHoweverItFailed() {
        server.script(reset(), status(503, ""), status(200, "<html>"), reset());

        LlmAnswer answer = client(config(Duration.ofSeconds(5))).ask(QUESTION);

        assertThat(server.requests()).hasSize(3);
        assertThat(answer.failure().code()).isEqualTo(ErrorCode.LLM_BAD_ENVELOPE);
    }

    @Test
    void recoversWhenTheServiceDoes() {
        server.script(status(503, ""), status(429, ""), reset(), content("{\"chapters\":[]}"));

        LlmAnswer answer = client(config(Duration.ofSeconds(5))).ask(QUESTION);

        assertThat(answer.text()).isEqualTo("{\"chapters\":[]}");
        assertThat(answer.call().attempts()).isEqualTo(4);
        assertThat(answer.call().outcome()).isEqualTo("OK");
    }

    @Test
    void backsOffForAtLeastFourteenSecondsBeforeItGivesUp() {
        server.script(status(500, ""), status(500, ""), status(500, ""), status(500, ""));

        client(config(Duration.ofSeconds(5))).ask(QUESTION);

        assertThat(waits).hasSize(3);
        assertThat(waits.get(0)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
        assertThat(waits.get(1)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(6));
        assertThat(waits.get(2)).isBetween(Duration.ofSeconds(8), Duration.ofSeconds(12));
    }

    @ParameterizedTest
    @ValueSource(strings = {"7", "Sat, 21 Nov 2026 08:00:07 GMT"})
    void asksNoEarlierThanItWasTold(String retryAfter) {
        server.script(status(429, "", "Retry-After", retryAfter));

        client(config(Duration.ofSeconds(5))).ask(QUESTION);

        assertThat(waits).containsExactly(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-3", "soon", "Sat, 21 Nov 2026 07:00:00 GMT"})
    void waitsItsOwnTimeWhenRetryAfterSaysNothingUseful(String retryAfter) {
        server.script(status(429, "", "Retry-After", retryAfter));

        client(config(Duration.ofSeconds(5))).ask(QUESTION);

        assertThat(waits).hasSize(1);
        assertThat(waits.get(0)).isBetween(Duration.ofSeconds(2), Duration.ofSeconds(3));
    }

    @Test
    void givesUpRatherThanWaitForADay() {
        server.script(status(429, "", "Retry-After", "86400"));

        LlmAnswer answer = client(config(Duration.ofSeconds(5))).ask(QUESTION);

        assertThat(waits).isEmpty();
        assertThat(answer.failure().code()).isEqualTo(ErrorCode.LLM_RATE_LIMITED);
    }

    @ParameterizedTest
    @MethodSource("slowReplies")
    void returnsSoonAfterTheDeadlineAndHangsUp(Reply reply) throws InterruptedException {
        server.script(reply, reply);
        long start = System.nanoTime();

        client(config(Duration.ofMillis(500))).ask(QUESTION);

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isBetween(Duration.ofSeconds(1), Duration.ofSeconds(2));
        for (int i = 0; i < 100 && server.openConnections() > 0; i++) {
            Thread.sleep(20);
        }
        assertThat(server.openConnections()).isZero();
    }

    static Stream<Reply> slowReplies() {
        return Stream.of(stall(), stallAfterHead(), drip());
    }

    @Test
    void stopsAtOnceWhenItsThreadIsInterrupted() throws InterruptedException {
        server.script(stall());
        List<Object> seen = new CopyOnWriteArrayList<>();
        Thread thread = new Thread(() -> {
            seen.add(client(config(Duration.ofSeconds(30))).ask(QUESTION).call().attempts());
            seen.add(Thread.currentThread().isInterrupted());
        });
        thread.start();
        for (int i = 0; i < 250 && server.requests().isEmpty(); i++) {
            Thread.sleep(20);
        }

        thread.interrupt();
        thread.join(5_000);

        assertThat(seen).containsExactly(1, true);
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void accountsForEveryRequestWhenManyThreadsMeetManyFaults() throws Exception {
        Random random = new Random(11);
        List<Reply> kinds = List.of(
                status(429, ""), status(503, ""), reset(), cutShort(), status(200, "<html>"), finished("", "length"));
        Reply[] replies = Stream.generate(() -> random.nextInt(3) > 0 ? content("{}") : kinds.get(random.nextInt(6)))
                .limit(400)
                .toArray(Reply[]::new);
        server.script(replies);
        LlmClient client = client(config(Duration.ofSeconds(20)));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<LlmAnswer>> asked = threads.invokeAll(Collections.nCopies(200, () -> client.ask(QUESTION)));

            int attempts = 0;
            for (Future<LlmAnswer> answer : asked) {
                attempts += answer.get().call().attempts();
            }
            assertThat(attempts).isEqualTo(server.requests().size()).isGreaterThan(240);
            assertThat(waits).hasSize(attempts - asked.size());
        } finally {
            threads.shutdownNow();
        }
    }

    private LlmClient client(LlmConfig config) {
        return new ProviderClient(config, null, CLOCK, new Random(7), waits::add);
    }

    private LlmConfig config(Duration deadline) {
        return StubConfig.of(server).deadline(deadline).build();
    }

    private LlmConfig withBaseUrl(String baseUrl) {
        return StubConfig.of(server).baseUrl(baseUrl).build();
    }
}
