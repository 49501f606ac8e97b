package io.linernotes.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.jobs.app.Application.Ending;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code linernotes evaluate} on a published run, and on copies of it in which something was made worse. */
class EvaluateIT {
    private static final int EPISODES = 8;

    @TempDir
    static Path folder;

    private static Path run;

    /** The run as if its words had been recognised, and its notes paid for. */
    private static Path dear;

    @BeforeAll
    static void makeARun() throws IOException, SQLException {
        Path gold = Files.createDirectories(folder.resolve("gold/talks"));
        Talks.write(gold, EPISODES);
        Files.writeString(gold.resolve("jingle.wav"), "no transcript, and not named like one");
        Files.writeString(gold.resolve("broken.vtt"), "no transcript, but named like one");
        Ending enriched = Application.execute(
                "enrich",
                "--input",
                gold.toString(),
                "--output",
                folder.resolve("notes").toString(),
                "--run",
                "first",
                "--set",
                "spark.master=local[2]");
        assertThat(enriched.err()).isEmpty();
        run = folder.resolve("notes/run=first");
        dear = copy(
                "dear",
                run,
                "episodes",
                "* replace (struct_update(provenance, asr_model := 'whisper', asr_model_sha256 := 'ab') as provenance)");
        // One call each of a cent; the columns that are left say nothing.
        change(dear, "llm_calls", """
                select recording_id, 0 as call, 'chapters' as task, 'v1' as prompt_version, 'ab' as prompt_sha256,
                    'cd' as request_sha256, 'openai' as provider, 'm' as model_asked, 'm' as model_answered,
                    'OK' as outcome, 'stop' as finish_reason, 1 as attempts, 6000 as input_tokens,
                    0 as cached_input_tokens, 500 as output_tokens, 900 as latency_ms, false as from_ledger, 1 as billed,
                    0 as unusable, 0 as in_doubt, 0.01 as cost, 0 as held, 'USD' as currency, '2026-11-01' as price_list,
                    '0.1.0' as app_version
                from read_parquet('%s/episodes/*.parquet') where state = 'OK'""".formatted(run));
    }

    @Test
    void theSameRunAgainstItselfPassesAndLeavesAFolderBesideTheRuns() throws IOException {
        List<Path> before = everything(run);

        Ending ending = evaluate(run, "--baseline", run.toString());

        assertThat(ending.err()).isEmpty();
        assertThat(ending.exitCode()).isZero();
        assertThat(ending.out())
                .contains("8 of 8 gold items are in the run.")
                .contains("PASS      chapter starts: boundary_f1_30s went from ")
                .contains("Good: all ");
        Path evaluation = folder.resolve("notes/evaluations/run=first");
        assertThat(evaluation)
                .isDirectoryContaining("glob:**/{scores,report.html,report.md,scores.csv,junit.xml,evaluation.json}");
        Document page = Jsoup.parse(evaluation.resolve("report.html").toFile());
        assertThat(page.select("#verdict.good")).hasSize(1);
        assertThat(page.select("#cards .card")).hasSize(EPISODES);
        assertThat(everything(run)).isEqualTo(before);
    }

    @Test
    void chaptersMovedByFortySecondsFailByName() throws Exception {
        Path moved =
                copy("moved", run, "chapters", "* replace (start_ms + 40000 as start_ms, end_ms + 40000 as end_ms)");

        Ending ending = evaluate(moved, "--baseline", run.toString());

        assertThat(ending.exitCode()).isEqualTo(20);
        assertThat(failed(moved)).contains("chapter starts").doesNotContain("summary words", "tokens");
        assertThat(ending.out())
                .containsPattern(
                        "FAIL      chapter starts: boundary_f1_30s went from [\\d.]+ to [\\d.]+: worse by \\+[\\d.]+ \\(99 % interval");
    }

    @Test
    void threePerCentOfWrongWordsFailTheGateOfWordsAlone() throws Exception {
        // The last of thirteen words in two of five segments.
        Path garbled = copy(
                "garbled",
                dear,
                "segments",
                "* replace (case when segment % 5 in (0, 2) then regexp_replace(text, '\\w+\\.$', 'wrong.') else text end as text)");

        Ending ending = evaluate(garbled, "--baseline", dear.toString());

        assertThat(ending.exitCode()).isEqualTo(20);
        assertThat(failed(garbled)).containsExactly("words");
        assertThat(ending.out())
                .containsPattern(
                        "FAIL      words: wer went from 0 to 0\\.03\\d*: worse by \\+0\\.03\\d* \\(99 % interval 0\\.0");
    }

    @Test
    void pricesUpByAFifthFailTheGateOfMoneyAlone() throws Exception {
        Path dearer = copy("dearer", dear, "llm_calls", "* replace (cast(1.2 * cost as decimal(18, 9)) as cost)");

        Ending ending = evaluate(dearer, "--baseline", dear.toString());

        assertThat(ending.exitCode()).isEqualTo(20);
        assertThat(failed(dearer)).containsExactly("money");
        assertThat(ending.out())
                .contains("FAIL      money: 0.024 of money for language models per audio hour after 0.02: +20 %.");
    }

    @Test
    void whatLiesBesideTranscriptsIsNoFailureUnlessItIsNamedLikeOne() throws SQLException {
        assertThat(Duck.text(
                        folder,
                        "select string_agg(regexp_extract(media, '[^/]*$') || ' ' || state, ', ' order by media) "
                                + "from read_parquet('%s/failures/*.parquet')".formatted(run)))
                .isEqualTo("broken.vtt QUARANTINED, jingle.wav SKIPPED");
    }

    @Test
    void gatesOfAFileAreTheOnlyOnesThatCount() throws IOException {
        Path gates = Files.writeString(
                folder.resolve("gates.conf"),
                "gates = [{name = no error at all, metric = sentence_pk, at-most = 0},"
                        + " {name = quotes, metric = topic_f1, at-least = 0}]");

        Ending ending = evaluate(
                run,
                "--gates",
                gates.toString(),
                "--output",
                folder.resolve("strict").toString());

        assertThat(ending.exitCode()).isEqualTo(20);
        assertThat(ending.out())
                .contains("FAIL      no error at all: sentence_pk is ")
                .contains("UNDEFINED quotes: 0 of 0 items have a value of topic_f1.");
    }

    @Test
    void runsAreComparedItemByItem() throws Exception {
        Path moved =
                copy("late", run, "chapters", "* replace (start_ms + 40000 as start_ms, end_ms + 40000 as end_ms)");

        Ending ending = Application.execute(
                "evaluate",
                "compare",
                run.toString(),
                moved.toString(),
                "--gold",
                folder.resolve("gold").toString(),
                "--items",
                "boundary_f1_30s");

        assertThat(ending.err()).isEmpty();
        assertThat(ending.exitCode()).isZero();
        assertThat(ending.out())
                .containsPattern("boundary_f1_30s +0\\.\\d{4} +0\\.\\d{4} +-0\\.\\d{4}")
                .contains("boundary_f1_30s by item, worst first")
                .contains("talks/talk-3");
    }

    @Test
    void gatesThatNeedABaselineAreRefusedWithoutOne() throws IOException {
        Path gates = Files.writeString(
                folder.resolve("needy.conf"), "gates = [{name = a, metric = wer, worse-by-at-most = 0}]");

        Ending ending = evaluate(run, "--gates", gates.toString());

        assertThat(ending.exitCode()).isEqualTo(25);
        assertThat(ending.err().strip())
                .isEqualTo(
                        "linernotes evaluate: These gates compare with an earlier run, which --baseline names: \"a\".");
    }

    @Test
    void wrongGoldIsToldAtOnceForAllSets() throws IOException {
        Path gold = folder.resolve("wrong");
        Path first = Files.createDirectories(gold.resolve("first")).resolve("items.jsonl");
        Path second = Files.createDirectories(gold.resolve("second")).resolve("items.jsonl");
        Files.writeString(first, """
                {"id": "a", "duration_ms": 1000, "chapters": [{"start_ms": 1500, "title": "late"}]}
                {"id": "b", "chapters": [{"start_ms": 9, "title": "x"}, {"start_ms": 3, "title": "y"}]}
                {"id": "b"}
                """);
        Files.writeString(second, """
                {"id": "c", "colour": "red"}
                {"id": "d", "audio": "gone.mp3"}
                {"id": "e",
                """);

        Ending ending = Application.execute("evaluate", "--run", run.toString(), "--gold", gold.toString());

        assertThat(ending.exitCode()).isEqualTo(25);
        assertThat(ending.err().lines().map(line -> line.replaceFirst(".*(first|second)/items.jsonl, ", "$1 ")))
                .containsExactlyInAnyOrder(
                        "first line 1: a chapter starts at 1500 ms, not before the end at 1000 ms.",
                        "first line 2: the chapter that starts at 3 ms comes after one that starts later.",
                        "first line 3: the id \"b\" is already on line 2.",
                        "second line 1: \"colour\" is not a known field.",
                        "second line 2: \"audio\" names gone.mp3, which does not exist.",
                        "second line 3: the line is not valid JSON at column 12.");
    }

    @Test
    void nothingIsOverwrittenThatIsNoEvaluation() throws IOException {
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(mine.resolve("notes.txt"), "mine");

        Ending ending = evaluate(run, "--output", mine.toString());

        assertThat(ending.exitCode()).isEqualTo(25);
        assertThat(mine.resolve("notes.txt")).hasContent("mine");
    }

    private static Ending evaluate(Path evaluated, String... more) {
        return Application.execute(Stream.concat(
                        Stream.of(
                                "evaluate",
                                "--run",
                                evaluated.toString(),
                                "--gold",
                                folder.resolve("gold").toString()),
                        Stream.of(more))
                .toArray(String[]::new));
    }

    private static List<String> failed(Path evaluated) throws IOException {
        Path file = folder.resolve("notes/evaluations")
                .resolve(evaluated.getFileName())
                .resolve("evaluation.json");
        JsonNode gates = new ObjectMapper().readTree(file.toFile()).path("gates");
        return Stream.iterate(0, i -> i < gates.size(), i -> i + 1)
                .map(gates::path)
                .filter(gate -> gate.path("outcome").textValue().equals("FAIL"))
                .map(gate -> gate.path("name").textValue())
                .toList();
    }

    /** A run with one table changed. */
    private static Path copy(String name, Path original, String table, String columns)
            throws IOException, SQLException {
        Path target = folder.resolve("notes/run=" + name);
        for (Path source : everything(original)) {
            Path file = target.resolve(original.relativize(source).toString());
            Files.createDirectories(file.getParent());
            Files.copy(source, file);
        }
        change(target, table, "select %s from read_parquet('%s/%s/*.parquet')".formatted(columns, original, table));
        return target;
    }

    /** Puts other rows into a table, whose columns keep their types. */
    private static void change(Path changed, String table, String rows) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "create table changed as from read_parquet('%s/%s/*.parquet') limit 0".formatted(run, table));
            statement.execute("insert into changed by name " + rows);
            for (Path file : everything(changed.resolve(table))) {
                Files.delete(file);
            }
            statement.execute("copy changed to '%s/%s/part-0.parquet' (format parquet)".formatted(changed, table));
        }
    }

    private static List<Path> everything(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
