package io.linernotes.jobs.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.linernotes.jobs.app.Application.Ending;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code linernotes evaluate annotate}: people judge a run, and what they say becomes gold. */
class AnnotateIT {
    @TempDir
    static Path folder;

    private static Path run;
    private static Path sheet;

    @BeforeAll
    static void makeARunAndASheet() throws IOException {
        Path talks = Files.createDirectories(folder.resolve("talks"));
        Talks.write(talks, 3);
        Ending enriched = Application.execute(
                "enrich",
                "--input",
                talks.toString(),
                "--output",
                folder.resolve("notes").toString(),
                "--run",
                "first",
                "--set",
                "spark.master=local[2]");
        assertThat(enriched.err()).isEmpty();
        run = folder.resolve("notes/run=first");
        sheet = folder.resolve("sheet.csv");
        assertThat(annotate("--sheet", sheet.toString()).exitCode()).isZero();
    }

    @Test
    void writesASheetOfASampleAndKeepsOneThatIsThere() throws IOException {
        Path sample = folder.resolve("sample.csv");

        Ending ending = annotate("--sheet", sample.toString(), "--episodes", "2");

        assertThat(ending.err()).isEmpty();
        assertThat(ending.exitCode()).isZero();
        List<Map<String, String>> rows = rows(sample);
        assertThat(ending.out())
                .startsWith("Episodes to label: 2, in the %d rows of %s.".formatted(rows.size(), sample));
        assertThat(rows.stream().map(row -> row.get("episode")).distinct()).hasSize(2);
        byte[] before = Files.readAllBytes(sample);
        assertThat(annotate("--sheet", sample.toString()).exitCode()).isEqualTo(25);
        assertThat(sample).hasBinaryContent(before);
    }

    @Test
    void whatPeopleSettleBecomesGoldThatScoresTheRun() throws IOException {
        Path place = Files.createDirectories(folder.resolve("people"));
        Path gold = place.resolve("gold");
        List<Map<String, String>> anna = labelled();
        List<Map<String, String>> ben = labelled();
        Map<String, String> moved = first(ben, "talk-0", "chapter", 1);
        String later = clock(milliseconds(moved.get("time")) + 120_000);
        moved.putAll(Map.of("verdict", "wrong", "corrected_time", later));
        first(ben, "talk-0", "claim", 0).put("verdict", "partly");
        first(ben, "talk-1", "topic", 0).put("verdict", "wrong");
        write(place.resolve("anna.csv"), anna, ',');
        write(place.resolve("ben.csv"), ben, ';');
        String[] labels = {
            "--labels",
            place.resolve("anna.csv").toString(),
            "--labels",
            place.resolve("ben.csv").toString(),
            "--gold",
            gold.toString()
        };

        Ending first = annotate(labels);

        assertThat(first.err()).isEmpty();
        assertThat(first.exitCode()).isZero();
        Path adjudicate = place.resolve("adjudicate.csv");
        long claims = count(anna, "claim");
        long chapters = count(anna, "chapter");
        assertThat(first.out())
                .contains("Annotators: anna, ben. Nobody labelled 0 of %d rows.".formatted(anna.size()))
                .containsPattern("claims +%d +%.4f".formatted(claims, (claims - 1.0) / claims))
                .containsPattern("chapters +%d +%.4f".formatted(chapters, (chapters - 1.0) / chapters))
                .contains("Rows on which annotators differ: 3, in %s.".formatted(adjudicate))
                .contains("Episodes that wait for it: 2.")
                .contains("Episodes that are gold: 1, in %s.".formatted(gold));
        List<Map<String, String>> open = rows(adjudicate);
        assertThat(open)
                .extracting(row -> row.get("episode") + " " + row.get("kind") + " " + row.get("answers"))
                .containsExactly(
                        "talk-0 chapter anna: right; ben: wrong, " + later,
                        "talk-0 claim anna: supported; ben: partly",
                        "talk-1 topic anna: right; ben: wrong");
        assertThat(ids(gold)).containsExactly("talk-2");

        open.get(0).putAll(Map.of("verdict", "wrong", "corrected_time", later));
        open.get(1).put("verdict", "supported");
        open.get(2).put("verdict", "wrong");
        write(adjudicate, open, '\t');
        Ending second = annotate(Stream.concat(Stream.of(labels), Stream.of("--adjudicated", adjudicate.toString()))
                .toArray(String[]::new));

        assertThat(second.err()).isEmpty();
        assertThat(second.out()).contains("Episodes that are gold: 3, in").doesNotContain("differ");
        assertThat(ids(gold)).containsExactly("talk-0", "talk-1", "talk-2");
        assertThat(place).isDirectoryNotContaining("glob:**/.gold*");
        Ending evaluated = Application.execute("evaluate", "--run", run.toString(), "--gold", gold.toString());
        assertThat(evaluated.err()).isEmpty();
        assertThat(evaluated.out()).contains("3 of 3 gold items are in the run.");
        assertThat(score("talk-0", "boundary_f1_30s")).isBetween(0.5, 0.99);
        assertThat(score("talk-1", "boundary_f1_30s")).isEqualTo(1);
        assertThat(score("talk-2", "boundary_f1_30s")).isEqualTo(1);
    }

    @Test
    void nothingIsWrittenWhereSomethingElseIsOrWhereASheetIsWrong() throws IOException {
        Path mine = Files.createDirectories(folder.resolve("mine"));
        Files.writeString(mine.resolve("items.jsonl"), "mine");
        Path anna = folder.resolve("anna.csv");
        write(anna, labelled(), ',');
        Path wrong = folder.resolve("wrong.csv");
        List<Map<String, String>> rows = labelled();
        rows.get(0).put("verdict", "maybe");
        write(wrong, rows, ',');

        Ending foreign = annotate("--labels", anna.toString(), "--gold", mine.toString());
        Ending bad = annotate(
                "--labels", wrong.toString(), "--gold", folder.resolve("none").toString());

        assertThat(foreign.exitCode()).isEqualTo(25);
        assertThat(mine.resolve("items.jsonl")).hasContent("mine");
        assertThat(bad.exitCode()).isEqualTo(25);
        assertThat(bad.err().strip()).endsWith("wrong.csv, row 2: the verdict \"maybe\" is none of wrong, right.");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    private static Ending annotate(String... more) {
        return Application.execute(Stream.concat(Stream.of("evaluate", "annotate", run.toString()), Stream.of(more))
                .toArray(String[]::new));
    }

    /** The sheet, with everything called good. */
    private static List<Map<String, String>> labelled() throws IOException {
        List<Map<String, String>> rows = rows(sheet);
        rows.forEach(row -> row.put("verdict", row.get("kind").equals("claim") ? "supported" : "right"));
        return rows;
    }

    private static Map<String, String> first(
            List<Map<String, String>> rows, String episode, String kind, int position) {
        return rows.stream()
                .filter(row ->
                        row.get("episode").equals(episode) && row.get("kind").equals(kind))
                .skip(position)
                .findFirst()
                .orElseThrow();
    }

    private static long count(List<Map<String, String>> rows, String kind) {
        return rows.stream().filter(row -> row.get("kind").equals(kind)).count();
    }

    private static List<Map<String, String>> rows(Path file) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        List<Map<String, String>> rows = new ArrayList<>();
        for (CSVRecord record :
                format.parse(new StringReader(Files.readString(file).substring(1)))) {
            rows.add(record.toMap());
        }
        return rows;
    }

    private static void write(Path file, List<Map<String, String>> rows, char separator) throws IOException {
        CSVFormat format = CSVFormat.DEFAULT.builder().setDelimiter(separator).get();
        try (CSVPrinter printer = new CSVPrinter(Files.newBufferedWriter(file), format)) {
            List<String> heading = List.copyOf(rows.get(0).keySet());
            printer.printRecord(heading);
            for (Map<String, String> row : rows) {
                printer.printRecord(heading.stream().map(row::get).toList());
            }
        }
    }

    private static long milliseconds(String time) {
        String[] parts = time.split("[:.]", -1);
        return ((Long.parseLong(parts[0]) * 60 + Long.parseLong(parts[1])) * 60 + Long.parseLong(parts[2])) * 1000
                + Long.parseLong(parts[3]);
    }

    private static String clock(long milliseconds) {
        return "%d:%02d:%02d.%03d"
                .formatted(
                        milliseconds / 3_600_000,
                        milliseconds / 60_000 % 60,
                        milliseconds / 1000 % 60,
                        milliseconds % 1000);
    }

    private static List<String> ids(Path gold) throws IOException {
        return Files.readAllLines(gold.resolve("items.jsonl")).stream()
                .map(AnnotateIT::json)
                .map(item -> item.path("id").textValue())
                .toList();
    }

    private static JsonNode json(String line) {
        try {
            return new ObjectMapper().readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double score(String item, String metric) throws IOException {
        String line = Files.readAllLines(folder.resolve("notes/evaluations/run=first/scores.csv")).stream()
                .filter(row -> row.contains("," + item + ",") && row.contains("," + metric + ","))
                .findFirst()
                .orElseThrow();
        return Double.parseDouble(line.split(",", -1)[6]);
    }
}
