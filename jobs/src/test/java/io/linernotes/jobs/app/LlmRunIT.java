package io.linernotes.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.llm.StubVendor;
import io.linernotes.jobs.DemoTranscripts;
import io.linernotes.jobs.app.Application.Ending;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Notes from a language model, over real HTTP to a stub on loopback. */
class LlmRunIT {
    private static final Path PRICES =
            Path.of("src", "test", "resources", "prices.json").toAbsolutePath();

    @TempDir
    Path output;

    @TempDir
    Path folder;

    @Test
    void fillsTheSameTablesAndAccountsForEveryRequest() throws Exception {
        try (StubLlmServer server = new StubLlmServer(new SensibleModel())) {
            Ending ending = run(server);

            assertThat(ending.err()).isEmpty();
            assertThat(ending.exitCode()).isZero();
            assertThat(Duck.number(output, "select sum(attempts) from {llm_calls}"))
                    .isEqualTo(server.requests().size());
            assertThat(Duck.number(output, "select count(distinct recording_id) from {chapters}"))
                    .isEqualTo(3);
            assertThat(Duck.text(output, "select string_agg(distinct provenance.engine) from {chapters}"))
                    .isEqualTo("llm");
            assertNothingUnmarked();
            assertThat(server.requests().stream().map(request -> request.body().at("/response_format/json_schema")))
                    .as("the schema as it stands in the prompt, and not as Spark's libraries would write it")
                    .filteredOn(format -> format.path("name").asText().equals(PromptId.CHAPTERS.task()))
                    .isNotEmpty()
                    .allSatisfy(format -> assertThat(format.path("schema"))
                            .isEqualTo(new ObjectMapper()
                                    .readTree(new PromptCatalog()
                                            .prompt(PromptId.CHAPTERS)
                                            .schema()
                                            .text())));

            int requests = server.requests().size();
            assertThat(run(server).out()).contains("Nothing to do");
            assertThat(server.requests()).hasSize(requests);
        }
    }

    @Test
    void aProviderThatRefusesTheKeyDefersTheRecordings() throws Exception {
        try (StubLlmServer server = new StubLlmServer(request -> {
            throw new IllegalStateException("never asked");
        })) {
            StubLlmServer.Reply[] refusals = new StubLlmServer.Reply[30];
            Arrays.fill(refusals, StubLlmServer.status(401, "{\"error\":{\"message\":\"no such key\"}}"));
            server.script(refusals);

            Ending ending = run(server);

            assertThat(ending.exitCode()).isEqualTo(23);
            assertThat(
                            Duck.text(
                                    output,
                                    "select string_agg(distinct state || ' ' || code) from {failures} where state <> 'SKIPPED'"))
                    .isEqualTo("DEFERRED LLM_AUTH");
            assertThat(Duck.number(output, "select count(*) from {segments}")).isZero();
            assertThat(Duck.number(output, "select count(*) from {llm_calls}")).isPositive();
        }
    }

    @Test
    void aRerunPaysForNothingAgain() throws Exception {
        try (StubLlmServer server = new StubLlmServer(new SensibleModel())) {
            assertThat(enrich(server).exitCode()).isZero();
            int requests = server.requests().size();
            String chapters = chapters();
            deleteRuns();

            Ending again = enrich(server);

            assertThat(again.exitCode()).isZero();
            assertThat(server.requests()).hasSize(requests);
            assertThat(chapters()).isEqualTo(chapters);
            assertThat(Duck.number(output, "select count(*) from {llm_calls} where from_ledger and cost = 0"))
                    .isEqualTo(requests);
            assertThat(money().path("cache_hits").asInt()).isEqualTo(requests);
            assertThat(money().path("billed").asInt()).isZero();
            assertThat(money().path("reconciled").asBoolean()).isTrue();
        }
    }

    @Test
    void anEstimateAsksNothingAndIsRightAboutTheRequests() throws Exception {
        Path transcript = Files.writeString(folder.resolve("one.vtt"), """
                WEBVTT

                00:00.000 --> 00:04.000
                Welcome back to the long way round, the show about ordinary things.

                00:04.500 --> 00:08.000
                First we will bake a loaf of bread with almost nothing in the kitchen.

                00:09.000 --> 00:12.000
                And at the end we will talk about sleep.
                """);
        try (StubLlmServer server = new StubLlmServer(new SensibleModel())) {
            List<String> model = List.of(
                    "--input",
                    transcript.toString(),
                    "--set",
                    "llm.base-url=" + server.baseUrl(),
                    "--set",
                    "llm.model=stub",
                    "--set",
                    "budget.prices-file=" + PRICES,
                    "--set",
                    "llm.tokens-per-minute=100000000");

            Ending estimate = Application.execute(arguments("estimate", model));

            assertThat(estimate.exitCode()).as(estimate.err()).isZero();
            assertThat(estimate.out()).containsPattern("recordings +1 of 1 inputs");
            assertThat(estimate.out()).containsPattern("requests +3 +12");
            assertThat(money(estimate, "in batches")).isCloseTo(money(estimate, "money, USD") / 2, within(0.0001));
            assertThat(server.requests()).isEmpty();

            List<String> run = new ArrayList<>(model);
            run.addAll(List.of("--engine", "llm", "--output", output.toString()));
            assertThat(Application.execute(arguments("enrich", run)).exitCode()).isZero();
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void asksAnotherVendorWithAModelOfItsOwnForTopics() throws Exception {
        try (StubLlmServer server = StubLlmServer.of(StubVendor.ANTHROPIC, new SensibleModel())) {
            Ending ending = enrich(server, "--set", "llm.provider=anthropic", "--set", "llm.models.topics=stub-cheap");

            assertThat(ending.exitCode()).as(ending.err()).isZero();
            assertThat(Duck.number(output, "select count(distinct recording_id) from {chapters}"))
                    .isEqualTo(3);
            assertThat(
                            Duck.text(
                                    output,
                                    "select string_agg(distinct provider || ' ' || task || ' ' || model_asked, ', ' order by provider || ' ' || task || ' ' || model_asked) from {llm_calls}"))
                    .isEqualTo("anthropic chapters stub, anthropic notes stub, anthropic topics stub-cheap");
            // 76 tokens of new input, 1,024 from the cache, 100 written to it, 80 of output.
            assertThat(Duck.text(
                            output, "select string_agg(distinct cost, ' ') from {llm_calls} where task = 'topics'"))
                    .isEqualTo("0.000318000");
            assertThat(Duck.text(output, "select string_agg(distinct cache_write_tokens) from {llm_calls}"))
                    .isEqualTo("100");
            assertThat(money().path("reconciled").asBoolean()).isTrue();
        }
    }

    @Test
    void leavesTheNotesToTheOfflineEngineWhenTheServiceIsDown() throws Exception {
        try (StubLlmServer server = StubLlmServer.behaving(request -> StubLlmServer.status(503, ""))) {
            Ending ending = enrich(
                    server,
                    "--set",
                    "llm.max-attempts=1",
                    "--set",
                    "llm.fallback.offline=true",
                    "--set",
                    "llm.fallback.model=stub-cheap");

            assertThat(ending.exitCode()).as(ending.err()).isZero();
            assertThat(Duck.text(output, "select string_agg(distinct state || ' ' || code) from {episodes}"))
                    .isEqualTo("OK_DEGRADED LLM_UNAVAILABLE");
            assertThat(
                            Duck.text(
                                    output,
                                    "select string_agg(distinct provenance.engine || ' ' || coalesce(provenance.llm_model, 'no model')) from {chapters}"))
                    .isEqualTo("offline no model");
            assertThat(Duck.number(output, "select count(*) from {llm_calls} where outcome = 'LLM_UNAVAILABLE'"))
                    .isEqualTo(6);
            assertThat(server.requests()).hasSize(6);
            assertThat(money().path("settled").asText()).isEqualTo("0");
        }
    }

    @Test
    void stopsAtTheCapAndFinishesLaterWithoutPayingTwice() throws Exception {
        try (StubLlmServer server = new StubLlmServer(new SensibleModel())) {
            Ending capped = enrich(server, "--max-cost", "0.02USD");

            assertThat(capped.exitCode()).isEqualTo(21);
            assertThat(
                            Duck.text(
                                    output,
                                    "select string_agg(distinct state || ' ' || code) from {failures} where state <> 'SKIPPED'"))
                    .isEqualTo("DEFERRED LLM_BUDGET");
            assertThat(Duck.number(output, "select count(distinct recording_id) from {chapters}"))
                    .isBetween(1L, 2L);
            assertThat(money().path("cap").asText()).isEqualTo("0.02");
            assertThat(new BigDecimal(money().path("settled").asText()))
                    .isPositive()
                    .isLessThan(new BigDecimal("0.02"));

            assertThat(enrich(server).exitCode()).isZero();
            assertThat(Duck.number(output, "select count(distinct recording_id) from {chapters}"))
                    .isEqualTo(3);
            assertThat(server.requests().stream()
                            .map(request -> request.headers().get("idempotency-key")))
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void refusesAModelWithoutAPriceBeforeAnythingIsSent() {
        try (StubLlmServer server = new StubLlmServer(new SensibleModel())) {
            Ending ending = run(server, "--set", "budget.prices-file=null");

            assertThat(ending.exitCode()).isEqualTo(25);
            assertThat(ending.err())
                    .contains("The price of model stub is not known: name a file with it in budget.prices-file.");
            assertThat(server.requests()).isEmpty();
            assertThat(output).isEmptyDirectory();
        }
    }

    @Test
    void leavesADeadServiceAloneAndKeepsTheTranscripts() throws Exception {
        try (StubLlmServer server = StubLlmServer.behaving(request -> StubLlmServer.status(503, ""))) {
            Ending ending = run(server, "--set", "llm.max-attempts=2");

            assertThat(ending.exitCode()).isEqualTo(22);
            assertThat(server.requests().size()).isBetween(3, 25);
            assertThat(money().path("failures").path("LLM_UNAVAILABLE").asInt())
                    .isEqualTo(server.requests().size());
            assertThat(money().path("settled").asText()).isEqualTo("0");
        }
        try (StubLlmServer server = new StubLlmServer(new SensibleModel())) {
            Ending ending = run(server);

            assertThat(ending.exitCode()).isZero();
            assertThat(ending.out()).contains("3 transcripts of an earlier run are used again");
            assertThat(Duck.number(output, "select count(distinct recording_id) from {segments}"))
                    .isEqualTo(3);
        }
    }

    /** What a line of an estimate expects. */
    private static double money(Ending estimate, String line) {
        Matcher matcher = Pattern.compile(line + " +([0-9.]+)").matcher(estimate.out());
        assertThat(matcher.find()).as(line).isTrue();
        return Double.parseDouble(matcher.group(1));
    }

    private void assertNothingUnmarked() throws SQLException {
        for (String table : new String[] {"chapters", "topics", "quotes", "entities"}) {
            assertThat(Duck.number(output, "select count(*) from {" + table + "} where verified and len(evidence) = 0"))
                    .as(table)
                    .isZero();
            assertThat(Duck.number(output, "select count(*) from {" + table + "} where not verified and doubt is null"))
                    .as(table)
                    .isZero();
        }
    }

    private String chapters() throws SQLException {
        return Duck.text(
                output,
                "select string_agg(recording_id || start_ms || title, '|' order by recording_id, chapter) from {chapters}");
    }

    private void deleteRuns() throws IOException {
        try (Stream<Path> runs = Files.list(output)) {
            for (Path run : runs.filter(path -> path.getFileName().toString().startsWith("run="))
                    .toList()) {
                try (Stream<Path> files = Files.walk(run)) {
                    files.sorted(Comparator.reverseOrder())
                            .map(Path::toFile)
                            .forEach(file -> assertThat(file.delete()).isTrue());
                }
            }
        }
    }

    /** The part of the newest run.json that is about money. */
    private JsonNode money() throws IOException {
        try (Stream<Path> runs = Files.list(output)) {
            Path run = runs.filter(path -> path.getFileName().toString().startsWith("run="))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            return new ObjectMapper().readTree(run.resolve("run.json").toFile()).path("money");
        }
    }

    private Ending run(StubLlmServer server, String... more) {
        return execute("run", Path.of("src", "main", "resources", "demo").toAbsolutePath(), server, more);
    }

    /** Asks as much as a run does, without its recognition. */
    private Ending enrich(StubLlmServer server, String... more) throws IOException {
        DemoTranscripts.write(folder, 3);
        return execute("enrich", folder, server, more);
    }

    private Ending execute(String command, Path input, StubLlmServer server, String... more) {
        List<String> options = new ArrayList<>(List.of(
                "--input",
                input.toString(),
                "--output",
                output.toString(),
                "--engine",
                "llm",
                "--set",
                "llm.base-url=" + server.baseUrl(),
                "--set",
                "llm.model=stub",
                "--set",
                "budget.prices-file=" + PRICES,
                "--set",
                "llm.tokens-per-minute=100000000"));
        options.addAll(List.of(more));
        return Application.execute(arguments(command, options));
    }

    private static String[] arguments(String command, List<String> others) {
        List<String> all = new ArrayList<>(others);
        all.add(0, command);
        return all.toArray(String[]::new);
    }
}
