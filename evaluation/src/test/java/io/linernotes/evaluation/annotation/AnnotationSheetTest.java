package io.linernotes.evaluation.annotation;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.evaluation.spreadsheet.SpreadsheetText;
import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

class AnnotationSheetTest {
    @Test
    void asksAboutEverythingThatTheNotesSayOnce() {
        List<CSVRecord> rows = rows(AnnotationSheet.of(List.of(Noted.episode("talk", "A", "Bread", "Rain")), 10));

        assertThat(rows)
                .extracting(row -> row.get("kind") + " " + row.get("time") + " " + row.get("text"))
                .containsExactly(
                        "chapter 0:00:00.000 Bread",
                        "chapter 0:03:20.000 Rain",
                        "chapter 0:06:40.000 Bread",
                        "summary  Bread Rain",
                        "claim  Bread",
                        "claim  Rain",
                        "topic  Bread");
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.get("episode")).isEqualTo("talk");
            assertThat(row.toList().subList(6, 10)).containsOnly("");
        });
    }

    @Test
    void showsWhatWasSaid() {
        List<CSVRecord> rows = rows(AnnotationSheet.of(List.of(Noted.episode("talk", "A", "Bread", "Rain")), 10));

        assertThat(rows.get(0).get("evidence")).isEqualTo("▶ S1: Sentence 1. S2: Sentence 2. S3: Sentence 3.");
        assertThat(rows.get(1).get("evidence"))
                .isEqualTo("S18: Sentence 18. S19: Sentence 19. S20: Sentence 20. ▶ S21: Sentence 21. "
                        + "S22: Sentence 22. S23: Sentence 23.");
        assertThat(rows.get(5).get("evidence")).isEqualTo("S2: Sentence 2. S4: Sentence 4.");
    }

    @Test
    void idsStayAndNameWhatARowSays() {
        List<String> ids = ids(Noted.episode("talk", "A", "Bread", "Rain"));

        assertThat(ids).doesNotHaveDuplicates().isEqualTo(ids(Noted.episode("talk", "A", "Bread", "Rain")));
        assertThat(ids.get(1)).matches("[0-9a-f]{12}-chapter-1-[0-9a-f]{8}");
        assertThat(ids(Noted.episode("talk", "A", "Bread", "Snow")).get(0)).isEqualTo(ids.get(0));
        assertThat(ids(Noted.episode("talk", "A", "Bread", "Snow")).get(1)).isNotEqualTo(ids.get(1));
        assertThat(ids(Noted.episode("walk", "A", "Bread", "Rain"))).doesNotContainAnyElementsOf(ids);
    }

    @Test
    void noTextBecomesAFormulaOrAnotherCell() {
        String csv = AnnotationSheet.of(List.of(Noted.episode("talk", "A", Hostile.TEXTS)), 10)
                .csv();

        assertThat(csv).startsWith("\uFEFF\"id\",\"kind\"");
        List<CSVRecord> rows = rows(csv);
        assertThat(rows).hasSize(5 + Hostile.TEXTS.length).allSatisfy(row -> {
            assertThat(row.size()).isEqualTo(10);
            assertThat(row.toList()).noneMatch(cell -> cell.matches("(?s)[=+\\-@\t\r\n＝＋－＠].*"));
        });
        assertThat(rows.stream().filter(row -> row.get("kind").equals("claim")))
                .extracting(row -> SpreadsheetText.unescape(row.get("text")))
                .containsExactly(Hostile.TEXTS);
    }

    @Test
    void drawsShowsInTurnAndTheSameEpisodesEachTime() {
        List<NotedEpisode> episodes = Stream.concat(
                        IntStream.range(0, 20).mapToObj(i -> Noted.episode("long-" + i, "Long", "x")),
                        Stream.of(
                                Noted.episode("short", "Short", "x"),
                                Noted.episode("nobody-1", null, "x"),
                                Noted.episode("nobody-2", null, "x")))
                .toList();

        List<NotedEpisode> drawn = EpisodeSample.of(episodes, 6);

        assertThat(drawn)
                .extracting(NotedEpisode::name)
                .contains("short", "nobody-1", "nobody-2")
                .hasSize(6);
        assertThat(EpisodeSample.of(episodes, 6)).isEqualTo(drawn);
        assertThat(EpisodeSample.of(episodes, 3)).extracting(NotedEpisode::show).contains("Long", "Short", null);
        assertThat(EpisodeSample.of(episodes, 100)).hasSize(23);
    }

    private static List<String> ids(NotedEpisode episode) {
        return rows(AnnotationSheet.of(List.of(episode), 10)).stream()
                .map(row -> row.get("id"))
                .toList();
    }

    private static List<CSVRecord> rows(AnnotationSheet sheet) {
        List<CSVRecord> rows = rows(sheet.csv());
        assertThat(rows).hasSize(sheet.rows());
        return rows;
    }

    private static List<CSVRecord> rows(String csv) {
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .get();
        try {
            return format.parse(new StringReader(csv.substring(1))).getRecords();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
