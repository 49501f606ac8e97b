package io.linernotes.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.llm.batch.StubBatchServer;
import io.linernotes.enrichment.llm.batch.StubBatchServer.Fate;
import io.linernotes.jobs.DemoTranscripts;
import io.linernotes.jobs.app.Application.Ending;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Notes whose questions are answered in batches, over real HTTP to a stub on loopback. */
@Timeout(300)
class BatchRunIT {
    private static final Path PRICES =
            Path.of("src", "test", "resources", "prices.json").toAbsolutePath();
    private static final int EPISODES = 3;

    @TempDir
    Path folder;

    private final StubBatchServer server = new StubBatchServer(new SensibleModel());
    private Path transcripts;

    @BeforeEach
    void write() throws IOException {
        transcripts = Files.createDirectory(folder.resolve("transcripts"));
        DemoTranscripts.write(transcripts, EPISODES);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aRunInBatchesCostsHalfAndWritesTheSameRows() throws Exception {
        Path alone = folder.resolve("alone");
        Path batched = folder.resolve("batched");

        assertThat(enrich(alone, 0).exitCode()).isZero();
        int single = server.single().size();
        Ending ending = enrich(batched, 8);

        assertThat(ending.exitCode()).as(ending.err()).isZero();
        assertThat(server.single()).as("asked alone").hasSize(single);
        assertThat(server.batched()).hasSize(single);
        for (String table : List.of("segments", "chapters", "topics", "summaries", "quotes", "entities")) {
            assertThat(Duck.differences(table, batched, alone, "true"))
                    .as(table)
                    .isZero();
        }
        JsonNode money = money(batched);
        assertThat(money.path("reconciled").asBoolean()).as(money.toString()).isTrue();
        assertThat(money.path("billed").asInt()).isEqualTo(single);
        assertThat(new BigDecimal(money.path("settled").asText()).multiply(BigDecimal.valueOf(2)))
                .isEqualByComparingTo(money(alone).path("settled").asText());
        assertThat(new BigDecimal(Duck.text(batched, "select sum(cost) from {llm_calls}")))
                .isEqualByComparingTo(money.path("settled").asText());
        assertThat(Duck.number(batched, "select sum(attempts) from {llm_calls}"))
                .isZero();
    }

    @Test
    void whatABatchDoesNotAnswerIsAskedAlone() throws Exception {
        server.fates(key -> key.charAt(0) < '8' ? Fate.FAILED : Fate.ANSWERED);
        Path output = folder.resolve("out");

        Ending ending = enrich(output, 8);

        assertThat(ending.exitCode()).as(ending.err()).isZero();
        assertThat(Duck.number(output, "select count(distinct recording_id) from {chapters}"))
                .isEqualTo(EPISODES);
        assertThat(server.billed())
                .isNotEmpty()
                .allSatisfy((key, times) -> assertThat(times).isEqualTo(1));
        assertThat(money(output).path("reconciled").asBoolean()).isTrue();
    }

    @Test
    void aServiceThatTakesNoBatchIsAskedAlone() throws Exception {
        server.refusing(404);
        Path output = folder.resolve("out");

        assertThat(enrich(output, 8).exitCode()).isZero();
        assertThat(server.batches()).isZero();
        assertThat(server.single()).isNotEmpty();
    }

    /** The thread of the run ends while a batch is out, as a killed driver does: nothing more is written. */
    @Test
    void theNextRunGoesOnWithABatchThatIsOut() throws Exception {
        server.doneAfter(Integer.MAX_VALUE);
        Path output = folder.resolve("out");
        interruptWhileABatchIsOut(output);
        server.doneAfter(1);

        Ending ending = enrich(output, 8);

        assertThat(ending.exitCode()).as(ending.err()).isZero();
        assertThat(server.billed())
                .isNotEmpty()
                .allSatisfy((key, times) -> assertThat(times).isEqualTo(1));
        assertThat(server.single()).isEmpty();
        assertThat(server.batched()).doesNotHaveDuplicates();
        assertThat(money(output).path("reconciled").asBoolean())
                .as(money(output).toString())
                .isTrue();
    }

    @Test
    void aRunWithoutBatchesDoesNotWaitForOneThatIsOut() throws Exception {
        server.doneAfter(Integer.MAX_VALUE);
        Path output = folder.resolve("out");
        interruptWhileABatchIsOut(output);

        Ending ending = enrich(output, 0);

        assertThat(ending.exitCode()).as(ending.err()).isZero();
        assertThat(server.single()).isNotEmpty();
        assertThat(money(output).path("reconciled").asBoolean()).isTrue();
    }

    private void interruptWhileABatchIsOut(Path output) throws InterruptedException {
        AtomicReference<Ending> first = new AtomicReference<>();
        Thread run = new Thread(() -> first.set(enrich(output, 8)));
        run.start();
        while (server.requests().stream().noneMatch(request -> request.equals("GET /batches/batch_1"))) {
            Thread.sleep(50);
        }
        run.interrupt();
        run.join();
        assertThat(first.get().exitCode()).isNotZero();
    }

    @Test
    void aProviderWithoutBatchesIsRefusedBeforeAnythingIsSent() {
        Ending ending = enrich(folder.resolve("out"), 8, "--set", "llm.provider=ollama");

        assertThat(ending.exitCode()).isEqualTo(25);
        assertThat(ending.err()).contains("llm.batches.waves must be 0: ollama takes no batches here.");
        assertThat(server.requests()).isEmpty();
    }

    private Ending enrich(Path output, int waves, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "enrich",
                "--input",
                transcripts.toString(),
                "--output",
                output.toString(),
                "--run",
                "one",
                "--engine",
                "llm",
                "--set",
                "llm.base-url=" + server.baseUrl(),
                "--set",
                "llm.model=stub",
                "--set",
                "llm.batches.waves=" + waves,
                "--set",
                "llm.batches.poll=100ms",
                "--set",
                "budget.prices-file=" + PRICES,
                "--set",
                "llm.tokens-per-minute=100000000"));
        arguments.addAll(List.of(more));
        return Application.execute(arguments.toArray(String[]::new));
    }

    private static JsonNode money(Path output) throws IOException {
        return new ObjectMapper()
                .readTree(output.resolve("run=one/run.json").toFile())
                .path("money");
    }
}
