package io.linernotes.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.evaluation.cost.CallCosts;
import io.linernotes.evaluation.cost.PriceList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.junit.jupiter.api.Test;

class HtmlReportTest {
    private static final RunReport RUN = new SampleRun("Toy model: it knows few words.").report();

    @Test
    void writesThePageForPeopleToLookAt() throws IOException {
        Path page = Files.writeString(Path.of("target/sample-report.html"), HtmlReport.render(RUN));

        assertThat(page).isNotEmptyFile();
    }

    @Test
    void theVerdictAndTheModelsWarningComeFirst() {
        Document page = page(RUN);
        Element first = page.selectFirst("main > section");

        assertThat(first).isNotNull();
        assertThat(first.className()).isEqualTo("verdict caution");
        assertThat(first.text())
                .isEqualTo("5 of 7 recordings ready, 1 with gaps, 1 failed. Toy model: it knows few words.");
    }

    @Test
    void keyFiguresSayWhatTheyCover() {
        List<String> figures = page(RUN).select(".figure").eachText();

        assertThat(figures)
                .contains("Recordings ready 5 of 7 12 left out: no speech, or no recording")
                .anyMatch(text -> text.startsWith("Word error rate 8.3 % 95 % interval"))
                .anyMatch(text -> text.startsWith("Model cost per audio hour $0.012")
                        && text.endsWith("covers 23 of 24 calls; the others have no known price"));
    }

    @Test
    void whatNeedsAttentionIsShownFirst() {
        assertThat(page(RUN).select(".card .chip").eachText()).startsWith("FAILED", "PARTIAL", "COMPLETE");
        assertThat(page(RUN).select(".card").get(0).text()).contains("The file is encrypted");
    }

    @Test
    void stripsShowOurChaptersAboveThoseOfPeople() {
        Element card = page(RUN).select(".card").get(1);

        assertThat(card.select(".strip").eachAttr("class")).containsExactly("strip ours", "strip gold");
        assertThat(card.select(".strip.gold li")).hasSize(5);
        assertThat(card.select(".strip.ours li").eachAttr("style").get(0)).startsWith("left:0.000%;width:");
        assertThat(card.select("details tbody tr")).hasSizeGreaterThan(9);
        assertThat(card.select("details").text()).contains("Untitled");
    }

    @Test
    void textFromRecordingsCannotBecomeMarkup() {
        Document page = page(RUN);

        assertThat(page.select(".card h3").eachText())
                .contains("A Short History of the Teaspoon & Other <Small> Things");
        assertThat(page.select("small:contains(Things)")).isEmpty();
    }

    @Test
    void chartDataCannotEndItsScript() {
        RunReport run = withStages(List.of(new StageTime("</script><b id=x>", 10, 5)));

        Document page = page(run);

        assertThat(page.selectFirst("#x")).isNull();
        assertThat(page.selectFirst("#chart-data")).isNotNull();
    }

    @Test
    void thePageLoadsNothing() {
        Document page = page(RUN);

        assertThat(page.select("[src], link[href]:not([href='data:,']), a[href]:not([href^=#])"))
                .isEmpty();
        assertThat(page.select("meta[http-equiv=Content-Security-Policy]").attr("content"))
                .startsWith("default-src 'none'");
    }

    @Test
    void everyTableHasHeadersAndEveryLinkATarget() {
        Document page = page(RUN);

        assertThat(page.select("table"))
                .isNotEmpty()
                .allSatisfy(
                        table -> assertThat(table.select("thead th[scope=col]")).isNotEmpty());
        assertThat(page.select("a[href^=#]").eachAttr("href"))
                .isNotEmpty()
                .allSatisfy(link ->
                        assertThat(page.getElementById(link.substring(1))).isNotNull());
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
    }

    @Test
    void costIsNeverMadeUp() {
        Document page = page(RUN);

        assertThat(page.select("#cost").text())
                .contains("The cost covers 23 of 24 calls; the others have no known price.");
        assertThat(page.select("#cost tr.total").text()).startsWith("all 24");
    }

    @Test
    void aRunWithoutGoldOrCallsOrFailuresStillReadsWell() {
        RunReport run = empty();

        Document page = page(run);

        assertThat(page.select(".verdict.caution").text()).isEqualTo("There was nothing to do.");
        assertThat(page.selectFirst("#quality")).isNull();
        assertThat(page.select("#failures").text()).contains("Nothing failed.");
        assertThat(page.select("#cost").text()).contains("No language model was called");
    }

    @Test
    void aLargeRunStaysUnderFiveMegabytesAndCountsWhatItLeavesOut() {
        List<EpisodeFacts> many = IntStream.range(0, 2_000)
                .mapToObj(i -> RUN.episodes().get(i % 6))
                .toList();
        List<FailureFacts> failures =
                IntStream.range(0, 2_000).mapToObj(i -> RUN.failures().get(0)).toList();
        RunReport run = new RunReport(
                RUN.runId(),
                RUN.started(),
                RUN.ended(),
                RUN.speechModel(),
                RUN.notesEngine(),
                RUN.inventory(),
                RUN.audioMs(),
                RUN.stages(),
                many,
                RUN.scores(),
                failures,
                RUN.costs(),
                RUN.costsByTask(),
                RUN.priceList(),
                RUN.versions(),
                RUN.settings());

        String html = HtmlReport.render(run);

        assertThat(html.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(5_000_000);
        assertThat(Jsoup.parse(html).select("#episodes > .empty").text()).startsWith("1,700 more episodes");
        assertThat(Jsoup.parse(html).select("#failures > .note").text()).startsWith("1,500 more");
    }

    private static RunReport withStages(List<StageTime> stages) {
        RunReport empty = empty();
        return new RunReport(
                empty.runId(),
                empty.started(),
                empty.ended(),
                null,
                empty.notesEngine(),
                List.of(),
                0,
                stages,
                List.of(),
                List.of(),
                List.of(),
                empty.costs(),
                Map.of(),
                "none",
                List.of(),
                List.of());
    }

    private static RunReport empty() {
        return new RunReport(
                "nothing",
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                "offline",
                List.of(),
                0,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                CallCosts.of(List.of(), PriceList.bundled()),
                Map.of(),
                "none",
                List.of(),
                List.of());
    }

    private static Document page(RunReport run) {
        return Jsoup.parse(HtmlReport.render(run));
    }
}
