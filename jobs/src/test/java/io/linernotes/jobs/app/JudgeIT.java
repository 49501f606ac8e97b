package io.linernotes.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.llm.StubJudge;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.jobs.DemoTranscripts;
import io.linernotes.jobs.app.Application.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code linernotes evaluate --judge}: a language model over real HTTP judges a published run, through the ledger. */
class JudgeIT {
    private static final Path PRICES =
            Path.of("src", "test", "resources", "prices.json").toAbsolutePath();
    private static final int EPISODES = 3;
    private static final String GATE = "supported claims, says a judge";

    @TempDir
    static Path shared;

    private static Path transcripts;

    /** Beside it there is no ledger yet. */
    @TempDir
    Path folder;

    @BeforeAll
    static void makeARun() throws IOException {
        transcripts = Files.createDirectories(shared.resolve("transcripts"));
        DemoTranscripts.write(transcripts, EPISODES);
        Ending enriched = Application.execute(
                "enrich",
                "--input",
                transcripts.toString(),
                "--output",
                shared.resolve("notes").toString(),
                "--run",
                "one");
        assertThat(enriched.err()).isEmpty();
    }

    @BeforeEach
    void copyTheRun() throws IOException {
        Path original = shared.resolve("notes/run=one");
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve("notes/run=one")
                        .resolve(original.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    @Test
    void isPaidOnceApartFromTheRunAndStopsNobodyBeforeItHasBeenComparedWithPeople() throws Exception {
        try (StubLlmServer server = new StubLlmServer(new StubJudge())) {
            Path gold = gold(10);

            Ending ending = judge(server, gold);

            assertThat(ending.err()).isEmpty();
            assertThat(ending.exitCode()).isZero();
            assertThat(ending.out())
                    .contains("Judge stub: on 30 claims the judge agrees with people in 100 %, kappa 1.00, alpha 1.00; "
                            + "needed are 60 claims, kappa 0.6 and alpha 0.667.")
                    .contains("IGNORED   " + GATE + ": judge_faithfulness is ");
            int requests = server.requests().size();
            assertThat(requests).isEqualTo(EPISODES * 4);
            Path evaluation = folder.resolve("notes/evaluations/run=one");
            assertThat(number(evaluation, "select count(*) from llm_calls where billed = 1 and cost > 0"))
                    .isEqualTo(requests);
            assertThat(number(folder.resolve("notes/run=one"), "select count(*) from llm_calls"))
                    .as("calls of the run itself")
                    .isZero();
            assertThat(
                            number(
                                    evaluation,
                                    "select count(*) from scores where step = 'judge' and metric = 'judge_faithfulness' and value is not null"))
                    .isEqualTo(EPISODES);
            assertThat(Files.readAllLines(evaluation.resolve("judgements.csv")))
                    .first()
                    .isEqualTo("set,item,kind,text,verdict,flipped,reason");
            Document page = Jsoup.parse(evaluation.resolve("report.html").toFile());
            assertThat(page.select("#summaries").text()).contains("everything twice in opposite orders");
            assertThat(page.select("#cost").text()).contains("which is counted apart");

            Ending again = judge(server, gold);

            assertThat(again.exitCode()).isZero();
            assertThat(server.requests()).as("answered from the ledger").hasSize(requests);
            assertThat(number(evaluation, "select count(*) from llm_calls where from_ledger and cost = 0"))
                    .isEqualTo(requests);
        }
    }

    @Test
    void withEnoughAgreementItFailsARunWhoseClaimsItDoesNotFind() throws Exception {
        // It sees claims as they are, and people saw the same.
        Function<JsonNode, String> strict = request ->
                new StubJudge().apply(request).replace("\"verdict\":\"supported\"", "\"verdict\":\"unsupported\"");
        try (StubLlmServer server = new StubLlmServer(
                request -> isLabelled(request) ? new StubJudge().apply(request) : strict.apply(request))) {
            Ending ending = judge(server, gold(24));

            assertThat(ending.exitCode()).isEqualTo(20);
            assertThat(ending.out())
                    .contains("Judge stub: on 72 claims the judge agrees with people in 100 %")
                    .contains("FAIL      " + GATE + ": judge_faithfulness is 0 (");
        }
    }

    @Test
    void whatCannotBeReadIsCountedAndHasNoValue() throws Exception {
        try (StubLlmServer server = new StubLlmServer(request -> "Splendid notes!")) {
            Ending ending = judge(server, gold(1));

            assertThat(ending.exitCode())
                    .as("a judge without labels stops nobody")
                    .isZero();
            Path evaluation = folder.resolve("notes/evaluations/run=one");
            assertThat(number(
                            evaluation,
                            "select count(*) from scores where metric = 'judge_faithfulness' and value is null"))
                    .isEqualTo(EPISODES);
            assertThat(number(
                            evaluation,
                            "select cast(sum(numerator) as int) from scores where metric = 'judge_unparsed'"))
                    .isEqualTo(EPISODES * 4);
            assertThat(ending.out()).contains("0 of 3 items have a value of judge_faithfulness");
        }
    }

    @Test
    void aModelThatWroteTheNotesDoesNotJudgeThem() throws Exception {
        try (StubLlmServer server = new StubLlmServer(new SensibleModel())) {
            Ending written = Application.execute(
                    "enrich",
                    "--input",
                    transcripts.resolve("episode-0.vtt").toString(),
                    "--output",
                    folder.resolve("written").toString(),
                    "--run",
                    "one",
                    "--engine",
                    "llm",
                    "--set",
                    "llm.model=stub",
                    "--set",
                    "llm.base-url=" + server.baseUrl(),
                    "--set",
                    "budget.prices-file=" + PRICES);
            assertThat(written.err()).isEmpty();
            int requests = server.requests().size();

            Ending ending = evaluate(folder.resolve("written/run=one"), server, gold(1), "--judge", "stub");

            assertThat(ending.exitCode()).isEqualTo(25);
            assertThat(ending.err()).contains("stub wrote notes of ", ": a model does not judge its own work.");
            assertThat(server.requests()).hasSize(requests);
        }
    }

    @Test
    void aModelWithoutAPriceIsRefusedBeforeAnythingIsAsked() throws Exception {
        try (StubLlmServer server = new StubLlmServer(new StubJudge())) {
            Ending unpriced = evaluate(folder.resolve("notes/run=one"), server, gold(1), "--judge", "nobody-knows");

            assertThat(unpriced.exitCode()).isEqualTo(25);
            assertThat(unpriced.err()).contains("The price of model nobody-knows is not known");
            assertThat(server.requests()).isEmpty();
        }
    }

    private static boolean isLabelled(JsonNode request) {
        return StubJudge.listed(request, "points").isEmpty();
    }

    private Ending judge(StubLlmServer server, Path gold) {
        return evaluate(folder.resolve("notes/run=one"), server, gold, "--judge", "stub");
    }

    private static Ending evaluate(Path run, StubLlmServer server, Path gold, String... more) {
        return Application.execute(Stream.concat(
                        Stream.of(
                                "evaluate",
                                "--run",
                                run.toString(),
                                "--gold",
                                gold.toString(),
                                "--set",
                                "llm.base-url=" + server.baseUrl(),
                                "--set",
                                "budget.prices-file=" + PRICES,
                                "--set",
                                "llm.tokens-per-minute=100000000"),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    /** Gold with so many claims for each episode, half of them said in it, and what people, who compare words, find. */
    private Path gold(int claims) throws IOException {
        Path gold = Files.createDirectories(folder.resolve("gold/demo"));
        List<String> items = new ArrayList<>();
        for (int episode = 0; episode < EPISODES; episode++) {
            String id = "episode-" + episode;
            String said = Files.readAllLines(transcripts.resolve(id + ".vtt")).get(3);
            String labels = IntStream.range(0, claims)
                    .mapToObj(i -> i % 2 == 0
                            ? "{\"text\": \"Xylophone quartz %d zebra.\", \"verdict\": \"unsupported\"}".formatted(i)
                            : "{\"text\": \"%s\", \"verdict\": \"supported\"}".formatted(said))
                    .collect(Collectors.joining(", "));
            items.add("{\"id\": \"%s\", \"language\": \"en\", \"summary\": \"Two things. One more.\", \"claims\": [%s]}"
                    .formatted(id, labels));
        }
        Files.write(gold.resolve("items.jsonl"), items);
        return gold;
    }

    private static long number(Path folder, String query) throws SQLException {
        String sql = query.replaceFirst("from (\\w+)", "from read_parquet('%s/$1/*.parquet')".formatted(folder));
        return Duck.number(folder, sql);
    }
}
