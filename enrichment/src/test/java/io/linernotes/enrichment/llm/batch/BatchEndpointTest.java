package io.linernotes.enrichment.llm.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.llm.batch.StubBatchServer.Fate;
import io.linernotes.enrichment.llm.batch.Submission.Accepted;
import io.linernotes.enrichment.llm.batch.Submission.Refused;
import io.linernotes.enrichment.llm.batch.Submission.Unknown;
import io.linernotes.enrichment.llm.ledger.TokenCounts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Batches as OpenAI defined them, over real sockets. */
@Timeout(60)
class BatchEndpointTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final List<BatchRequest> REQUESTS = List.of(request("a"), request("b"), request("c"), request("d"));

    @TempDir
    Path folder;

    private final StubBatchServer server =
            new StubBatchServer(body -> "re: " + body.path("q").asText());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void handsOverTheVeryBodiesAndReadsEveryAnswer() throws Exception {
        BatchEndpoint endpoint = endpoint(server.baseUrl());

        String id = accepted(endpoint.submit("ours", REQUESTS));

        assertThat(server.batched())
                .extracting(JsonNode::toString)
                .containsExactlyElementsOf(
                        REQUESTS.stream().map(BatchRequest::body).toList());
        assertThat(endpoint.state(id)).isEqualTo(BatchState.ENDED);
        Map<String, BatchResult> results = results(endpoint, id);
        assertThat(results).hasSize(4);
        BatchResult result = results.get(key("b"));
        assertThat(result.billed()).isTrue();
        assertThat(result.code()).isNull();
        assertThat(result.model()).isEqualTo("stub-1-2026-01-01");
        assertThat(result.tokens()).isEqualTo(new TokenCounts(1_200L, 1_024L, null, 80L));
        assertThat(MAPPER.readTree(result.body())).isEqualTo(MAPPER.readTree(StubLlmServer.envelope("re: b", "stop")));
    }

    @Test
    void tellsWhatFailedFromWhatWasBilled() {
        Map<String, Fate> fates = Map.of(
                key("a"), Fate.ANSWERED, key("b"), Fate.REJECTED, key("c"), Fate.NONSENSE, key("d"), Fate.FORGOTTEN);
        server.fates(fates::get);
        BatchEndpoint endpoint = endpoint(server.baseUrl());
        String id = accepted(endpoint.submit("ours", REQUESTS));
        assertThat(endpoint.state(id)).isEqualTo(BatchState.ENDED);

        Map<String, BatchResult> results = results(endpoint, id);

        assertThat(results.keySet()).containsExactlyInAnyOrder(key("a"), key("b"), key("c"));
        assertThat(results.get(key("b")).billed()).isFalse();
        assertThat(results.get(key("b")).code()).isEqualTo(ErrorCode.LLM_REQUEST_REJECTED);
        assertThat(results.get(key("b")).status()).isEqualTo(400);
        assertThat(results.get(key("c")).billed()).isTrue();
        assertThat(results.get(key("c")).code()).isEqualTo(ErrorCode.LLM_BAD_ENVELOPE);
    }

    @Test
    void keepsWhatWasDoneBeforeTheEnd() {
        server.doneAfter(2).ending("expired");
        BatchEndpoint endpoint = endpoint(server.baseUrl());
        String id = accepted(endpoint.submit("ours", REQUESTS));

        assertThat(endpoint.state(id)).isEqualTo(BatchState.RUNNING);
        assertThat(endpoint.state(id)).isEqualTo(BatchState.STOPPED);

        Map<String, BatchResult> results = results(endpoint, id);
        assertThat(results.get(key("a")).code()).isNull();
        assertThat(results.get(key("d")).code()).isEqualTo(ErrorCode.LLM_UNAVAILABLE);
        assertThat(results.get(key("d")).billed()).isFalse();
    }

    @Test
    void cancels() {
        server.doneAfter(Integer.MAX_VALUE);
        BatchEndpoint endpoint = endpoint(server.baseUrl());
        String id = accepted(endpoint.submit("ours", REQUESTS));
        assertThat(endpoint.state(id)).isEqualTo(BatchState.RUNNING);

        endpoint.cancel(id);

        assertThat(endpoint.state(id)).isEqualTo(BatchState.STOPPED);
        assertThat(results(endpoint, id).keySet()).containsExactlyInAnyOrder(key("a"), key("b"));
    }

    @Test
    void findsABatchWhoseReplyWasLost() {
        server.losingReplies(true);
        BatchEndpoint endpoint = endpoint(server.baseUrl());

        assertThat(endpoint.submit("ours", REQUESTS)).isEqualTo(new Unknown());

        assertThat(endpoint.find("ours", Set.of())).isEqualTo(new Accepted("batch_1"));
        assertThat(endpoint.find("another", Set.of())).isInstanceOf(Refused.class);
    }

    @Test
    void knowsThatABatchNeverArrived() {
        server.forgettingBatches(true);
        BatchEndpoint endpoint = endpoint(server.baseUrl());

        assertThat(endpoint.submit("ours", REQUESTS)).isEqualTo(new Unknown());

        assertThat(endpoint.find("ours", Set.of())).isInstanceOf(Refused.class);
    }

    @ParameterizedTest
    @CsvSource({
        "401, LLM_AUTH",
        "404, LLM_REQUEST_REJECTED",
        "429, LLM_RATE_LIMITED",
        "302, LLM_REDIRECT",
    })
    void aServiceThatSaysNoHasNoBatch(int status, ErrorCode code) {
        server.refusing(status);

        assertThat(endpoint(server.baseUrl()).submit("ours", REQUESTS)).isEqualTo(new Refused(code, status));
    }

    @Test
    void aServiceThatIsNotThereHasNoBatch() throws IOException {
        String nowhere;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            nowhere = "http://127.0.0.1:" + socket.getLocalPort() + "/v1";
        }
        BatchEndpoint endpoint = endpoint(nowhere);

        assertThat(endpoint.submit("ours", REQUESTS)).isEqualTo(new Refused(ErrorCode.LLM_UNAVAILABLE, 0));
        assertThatThrownBy(() -> endpoint.state("batch_1"))
                .isInstanceOfSatisfying(
                        EnrichmentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LLM_UNAVAILABLE));
    }

    @Test
    void returnsByTheDeadlineWhateverTheOtherSideDoes() {
        try (StubLlmServer silent = StubLlmServer.behaving(request -> StubLlmServer.stallAfterHead())) {
            BatchEndpoint endpoint = new OpenAiBatchEndpoint(silent.baseUrl(), null, Duration.ofMillis(300));
            long start = System.nanoTime();

            assertThatThrownBy(() -> endpoint.state("batch_1"))
                    .hasMessage("The batch service did not do as it was asked: status = 0");

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        }
    }

    @Test
    void makesNoAddressOfWhatAServiceCallsABatch() {
        assertThatThrownBy(() -> endpoint(server.baseUrl()).state("../files")).isInstanceOf(EnrichmentException.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void sendsTheKeyAsSingleRequestsDo() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "sk-test\n");

        accepted(new OpenAiBatchEndpoint(server.baseUrl(), key.toString(), Duration.ofSeconds(10))
                .submit("ours", REQUESTS));

        assertThat(server.headers())
                .hasSize(2)
                .allSatisfy(headers -> assertThat(headers.get("Authorization")).containsExactly("Bearer sk-test"));
    }

    private static BatchEndpoint endpoint(String baseUrl) {
        return new OpenAiBatchEndpoint(baseUrl, null, Duration.ofSeconds(10));
    }

    private static String accepted(Submission submission) {
        assertThat(submission).isInstanceOf(Accepted.class);
        return ((Accepted) submission).id();
    }

    private static Map<String, BatchResult> results(BatchEndpoint endpoint, String id) {
        Map<String, BatchResult> results = new HashMap<>();
        endpoint.results(id, result -> results.put(result.key(), result));
        return results;
    }

    private static BatchRequest request(String name) {
        return new BatchRequest(key(name), "{\"model\":\"m\",\"q\":\"%s\"}".formatted(name));
    }

    private static String key(String name) {
        return name.repeat(64);
    }
}
