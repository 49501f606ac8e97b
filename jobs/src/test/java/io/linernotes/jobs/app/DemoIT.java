package io.linernotes.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import com.google.common.hash.Hashing;
import io.linernotes.jobs.app.Application.Ending;
import io.linernotes.jobs.table.RunTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The main job on the bundled recordings: decoding, recognition, notes, tables, scores, report. */
class DemoIT {
    @TempDir
    static Path output;

    private static Ending demo;

    @BeforeAll
    static void runOnce() {
        demo = Application.execute("demo", "--output", output.toString(), "--set", "spark.master=local[2]");
    }

    @Test
    void endsWellAndSaysThatTheModelIsAToy() {
        assertThat(demo.err()).isEmpty();
        assertThat(demo.exitCode()).isZero();
        assertThat(demo.out())
                .contains("NOTE: whisper-nano.en is a toy model")
                .contains("3 OK")
                .contains("report.html");
    }

    /** The model's card states 4.4 % over all three episodes. */
    @Test
    void recognisesAsWellAsTheModelCan() throws SQLException {
        String wer = "select %s from {scores} where metric = 'wer'";

        assertThat(Double.parseDouble(Duck.text(output, wer.formatted("sum(numerator) / sum(denominator)"))))
                .isBetween(0.005, 0.059);
        assertThat(Double.parseDouble(Duck.text(output, wer.formatted("max(value)"))))
                .isLessThan(0.08);
    }

    /** Of the two episodes whose chapters the engine made itself. */
    @Test
    void findsHalfOfTheScriptedChapters() throws SQLException {
        String query = """
                with gold as (select id, unnest(chapters).start_ms as start_ms
                              from read_json('%s/recordings/items.jsonl', format = 'newline_delimited')),
                     ours as (select distinct s.item as id, c.start_ms from {chapters} c
                              join {scores} s using (recording_id) where c.source = 'generated')
                select %s from gold where id in (select id from ours)
                """;
        long scripted = Duck.number(output, query.formatted(output, "count(*)"));
        long found = Duck.number(
                output,
                query.formatted(
                        output,
                        "count(*) filter (where exists (select 1 from ours where ours.id = gold.id "
                                + "and abs(ours.start_ms - gold.start_ms) <= 15000))"));

        assertThat(scripted).isEqualTo(9);
        assertThat(2 * found).as("%s of %s chapters", found, scripted).isGreaterThanOrEqualTo(scripted);
    }

    @ParameterizedTest
    @EnumSource(RunTable.class)
    void everyTableCanBeReadByDuckDb(RunTable table) throws SQLException, IOException {
        JsonNode summary = new ObjectMapper().readTree(run().resolve("run.json").toFile());

        assertThat(Duck.number(output, "select count(*) from {" + table.folder() + "}"))
                .isEqualTo(summary.path("rows").path(table.folder()).asLong(-1));
    }

    @Test
    void everyChapterStartsWithASentence() throws SQLException {
        assertThat(Duck.number(output, "select count(*) from {chapters}")).isGreaterThanOrEqualTo(9);
        assertThat(Duck.number(
                        output,
                        "select count(*) from {chapters} c where not exists (select 1 from (select recording_id, "
                                + "min(start_ms) as start_ms from {segments} group by recording_id, sentence) s "
                                + "where s.recording_id = c.recording_id and s.start_ms = c.start_ms)"))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"chapters", "topics", "quotes", "entities"})
    void everyStatementHasEvidenceThatExists(String table) throws SQLException {
        String cited =
                "select count(*) from (select recording_id, unnest(evidence) as sentence from {" + table + "}) e";

        assertThat(Duck.number(output, "select count(*) from {" + table + "}")).isPositive();
        assertThat(Duck.number(output, "select count(*) from {" + table + "} where len(evidence) = 0 or not verified"))
                .isZero();
        assertThat(Duck.number(output, cited + " anti join {segments} s using (recording_id, sentence)"))
                .isZero();
    }

    @Test
    void everyClaimHasEvidence() throws SQLException {
        String claims = "select count(*) from (select unnest(claims) as c from {summaries})";

        assertThat(Duck.number(output, claims)).isGreaterThan(9);
        assertThat(Duck.number(output, claims + " where len(c.evidence) = 0 or not c.verified"))
                .isZero();
    }

    @Test
    void creatorChaptersAreKept() throws SQLException {
        assertThat(Duck.text(
                        output,
                        "select string_agg(title, '; ' order by chapter) from {chapters} where source = 'creator'"))
                .isEqualTo(Duck.text(
                        output,
                        "select list_aggregate(list_transform(creator_chapters, lambda c: c.title), 'string_agg', '; ') "
                                + "from {episodes} where len(creator_chapters) > 0"));
    }

    @Test
    void theReportShowsEveryEpisode() throws IOException, SQLException {
        Document report = Jsoup.parse(run().resolve("report.html").toFile());

        for (String title :
                Splitter.on('|').split(Duck.text(output, "select string_agg(title, '|') from {episodes}"))) {
            assertThat(report.text()).contains(title);
        }
        assertThat(report.select("script[src], link[href^=http], img[src^=http]"))
                .isEmpty();
    }

    @Test
    void aSecondRunDoesNothingAndSaysSo() throws IOException {
        Map<String, String> before = hashes();

        Ending second = Application.execute("demo", "--output", output.toString(), "--set", "spark.master=local[2]");

        assertThat(second.exitCode()).isZero();
        assertThat(second.out()).contains("Nothing to do: earlier runs in " + output + " finished all 3 inputs.");
        assertThat(hashes()).isEqualTo(before);
    }

    @Test
    void aRunCanBeEnrichedAgainAndEvaluated(@TempDir Path other) throws SQLException {
        Ending enriched = Application.execute(
                "enrich", "--input", run().toString(), "--output", other.toString(), "--run", "again");
        assertThat(enriched.err()).isEmpty();
        assertThat(enriched.exitCode()).isZero();
        for (String table : new String[] {"chapters", "topics", "summaries", "segments"}) {
            assertThat(Duck.number(other, "select count(*) from {" + table + "}"))
                    .as(table)
                    .isEqualTo(Duck.number(output, "select count(*) from {" + table + "}"));
        }

        Ending evaluated = Application.execute(
                "evaluate", "--run", other.resolve("run=again").toString(), "--gold", output + "/recordings");
        assertThat(evaluated.exitCode()).isZero();
        assertThat(evaluated.out())
                .contains("3 of 3 gold items are in the run.")
                .contains("wer");
    }

    private static Path run() {
        try (Stream<Path> children = Files.list(output)) {
            return children.filter(child -> child.getFileName().toString().startsWith("run="))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static Map<String, String> hashes() throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(output)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                hashes.put(
                        output.relativize(file).toString(),
                        Hashing.sha256().hashBytes(Files.readAllBytes(file)).toString());
            }
        }
        return hashes;
    }
}
