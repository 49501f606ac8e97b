package io.linernotes.enrichment.llm.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same with batches as Anthropic defined them. */
class AnthropicBatchSenderTest extends BatchSenderTest {
    @Override
    BatchEndpoint endpoint(String baseUrl) {
        return new AnthropicBatchEndpoint(baseUrl, null, Duration.ofSeconds(10));
    }

    @Test
    void doesNotSayThatABatchIsNotThereWhileOneRuns(@TempDir Path keys) throws Exception {
        Path key = Files.writeString(keys.resolve("key"), "sk-test\n");
        try (StubBatchServer server = new StubBatchServer(body -> "answer").doneAfter(3)) {
            BatchEndpoint endpoint =
                    new AnthropicBatchEndpoint(server.baseUrl(), key.toString(), Duration.ofSeconds(10));
            endpoint.submit("ours", List.of(new BatchRequest("a".repeat(64), "{}")));
            Set<String> ours = Set.of("a".repeat(64));

            assertThat(endpoint.find("ours", ours)).isEqualTo(new Submission.Unknown());
            assertThat(endpoint.find("ours", ours)).isEqualTo(new Submission.Unknown());
            assertThat(endpoint.find("ours", ours)).isEqualTo(new Submission.Accepted("batch_1"));
            assertThat(endpoint.find("other", Set.of("b".repeat(64)))).isInstanceOf(Submission.Refused.class);
            assertThat(server.headers()).allSatisfy(headers -> {
                assertThat(headers.get("X-api-key")).containsExactly("sk-test");
                assertThat(headers.get("Anthropic-version")).containsExactly("2023-06-01");
            });
        }
    }
}
