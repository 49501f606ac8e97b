package io.linernotes.jobs.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.llm.StubLlmServer.Reply;
import io.linernotes.enrichment.llm.StubLlmServer.Request;
import io.linernotes.jobs.DemoTranscripts;
import io.linernotes.jobs.app.Duck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Executors of a real cluster are killed while they wait for replies that are paid for. */
@Timeout(1_800)
class LostExecutorIT {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Path PRICES =
            Path.of("src", "test", "resources", "prices.json").toAbsolutePath();
    private static final List<String> TABLES =
            List.of("segments", "chapters", "topics", "summaries", "quotes", "entities");
    private static final int EPISODES = 6;
    private static final int KILLS = 3;
    private static final int REQUESTS = 3 * EPISODES;

    @TempDir
    Path folder;

    private final Map<String, AtomicInteger> bill = new ConcurrentHashMap<>();
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger killed = new AtomicInteger();
    private volatile Set<Integer> killAt = Set.of();
    private volatile Random random = new Random(0);
    private final StubLlmServer server = StubLlmServer.behaving(this::reply);

    @AfterEach
    void stop() {
        server.close();
    }

    /** Three kills in a run that may send again, and in one that may not. */
    @Test
    void givesTheSameRowsAndAccountsForEveryRequestWhereverExecutorsAreKilled() throws Exception {
        killInRuns(1);
    }

    /** Twenty-one of each. */
    @Test
    @Timeout(7_200)
    @Tag("nightly")
    @EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
    void holdsForTwentyPlaces() throws Exception {
        killInRuns(7);
    }

    private void killInRuns(int runs) throws Exception {
        Distribution distribution = Distribution.built();
        Path transcripts = Files.createDirectory(folder.resolve("transcripts"));
        DemoTranscripts.write(transcripts, EPISODES);
        Path files = Files.createDirectory(folder.resolve("cluster"));
        try (StandaloneCluster cluster = StandaloneCluster.start(distribution, files, 2, 1024)) {
            Path calm = folder.resolve("calm");
            assertThat(run(cluster, distribution, transcripts, calm, "resend", new Random(0), 0))
                    .isZero();
            assertThat(arrived).hasValue(REQUESTS);
            for (int seed = 1; seed <= runs; seed++) {
                Path resent = folder.resolve("resend-" + seed);
                run(cluster, distribution, transcripts, resent, "resend", new Random(seed), KILLS);
                assertThat(killed).as("executors killed with seed %s", seed).hasValue(KILLS);
                assertFinishedLike(calm, resent);
                assertThat(Duck.number(resent, "select count(*) from {failures}"))
                        .isLessThan(EPISODES);
                assertAccounted(resent);
                Path quarantined = folder.resolve("quarantine-" + seed);
                run(cluster, distribution, transcripts, quarantined, "quarantine", new Random(seed), KILLS);
                // Episodes in doubt ask no more, so that the last places may never come.
                assertThat(killed.get())
                        .as("executors killed with seed %s", seed)
                        .isBetween(1, KILLS);
                assertThat(duplicates()).as("paid twice under quarantine").isZero();
                assertFinishedLike(calm, quarantined);
                assertAccounted(quarantined);
            }
        }
    }

    /**
     * Every episode is finished with the rows of a calm run, or waits because a request of it is in doubt: once is enough
     * under quarantine, and twice, by two kills, where requests are sent again.
     */
    private static void assertFinishedLike(Path calm, Path output) throws SQLException {
        String finished = "recording_id in (select recording_id from {episodes} where state in ('OK', 'OK_DEGRADED'))";
        for (String table : TABLES) {
            assertThat(Duck.differences(table, output, calm, finished))
                    .as(table)
                    .isZero();
        }
        assertThat(Duck.number(output, "select count(*) from {episodes}")).isEqualTo(EPISODES);
        assertThat(Duck.number(output, "select count(*) from {failures} where code <> 'LLM_IN_DOUBT'"))
                .isZero();
    }

    /**
     * What the stub billed is what the ledger says, and so is what it billed twice. An intent is written before its
     * request is sent, so an executor may die between the two: such a request is in doubt in the ledger and never
     * reached the stub.
     */
    private void assertAccounted(Path output) throws IOException {
        JsonNode money = new ObjectMapper()
                .readTree(output.resolve("run=one/run.json").toFile())
                .path("money");
        String account = money.toString();
        assertThat(money.path("reconciled").asBoolean()).as(account).isTrue();
        int inDoubt = money.path("in_doubt").asInt();
        int resends = money.path("resends").asInt();
        int neverSent = money.path("billed").asInt()
                + inDoubt
                - bill.values().stream().mapToInt(AtomicInteger::get).sum();
        assertThat(neverSent).as(account).isBetween(0, inDoubt);
        assertThat(duplicates()).as(account).isBetween(resends - neverSent, resends);
    }

    private int duplicates() {
        return bill.values().stream().mapToInt(count -> count.get() - 1).sum();
    }

    /** Kills an executor when the time has come, before it answers or soon after, and answers whoever still listens. */
    private Reply reply(Request request) {
        bill.computeIfAbsent(request.headers().get("idempotency-key"), any -> new AtomicInteger())
                .incrementAndGet();
        if (killAt.contains(arrived.incrementAndGet())) {
            if (random.nextBoolean()) {
                killAnExecutor();
            } else {
                // While the answer is written down, told to the driver, read, or long after.
                CompletableFuture.delayedExecutor(random.nextInt(400), TimeUnit.MILLISECONDS)
                        .execute(this::killAnExecutor);
            }
        }
        return StubLlmServer.content(new SensibleModel().apply(request.body()));
    }

    /** Waits for one where all were killed before. */
    private synchronized void killAnExecutor() {
        List<ProcessHandle> executors = executors();
        while (executors.isEmpty()) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
            executors = executors();
        }
        ProcessHandle executor = executors.get(random.nextInt(executors.size()));
        executor.destroyForcibly();
        executor.onExit().join();
        killed.incrementAndGet();
    }

    private static List<ProcessHandle> executors() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains("CoarseGrainedExecutorBackend"))
                .toList();
    }

    private int run(
            StandaloneCluster cluster,
            Distribution distribution,
            Path transcripts,
            Path output,
            String inDoubt,
            Random seeded,
            int kills)
            throws Exception {
        bill.clear();
        arrived.set(0);
        killed.set(0);
        random = seeded;
        // Requests that are sent again come on top, so that all of these arrive.
        killAt = seeded.ints(1, REQUESTS + 1).distinct().limit(kills).boxed().collect(Collectors.toSet());
        List<String> command = List.of(
                "enrich",
                "--input",
                transcripts.toString(),
                "--run",
                "one",
                "--output",
                output.toString(),
                "--engine",
                "llm",
                "--set",
                "llm.base-url=" + server.baseUrl(),
                "--set",
                "llm.model=stub",
                "--set",
                "llm.in-doubt=" + inDoubt,
                "--set",
                "budget.prices-file=" + PRICES,
                "--set",
                "llm.tokens-per-minute=100000000");
        try (Child submitted =
                cluster.submit(output.getFileName().toString(), distribution.applicationJar(), command)) {
            int exit = submitted.await(LIMIT);
            assertThat(exit).as(submitted.output()).isIn(0, 20);
            return exit;
        }
    }
}
