package io.linernotes.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.evaluation.gate.Gates;
import io.linernotes.evaluation.gate.Runs;
import io.linernotes.evaluation.run.Floors;
import io.linernotes.evaluation.run.RunEvaluation;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EvaluationFilesTest {
    private static final RunEvaluation BEFORE = Runs.plain("before", 12);
    private static final RunEvaluation MOVED =
            Runs.run("moved <b>", 12, start -> start + 40_000, UnaryOperator.identity(), 1);

    private static final Map<String, byte[]> FILES = EvaluationFiles.of(report(MOVED, BEFORE));

    private final Document page = Jsoup.parse(text("report.html"));

    @Test
    void everySectionIsThereAndEveryLinkLeadsSomewhere() {
        assertThat(page.select("main > section > h2, main > section > .bar > h2")
                        .eachText())
                .containsExactly(
                        "Not good enough: 2 of 5 gates failed.",
                        "Gates",
                        "Provenance",
                        "Scoreboard",
                        "Transcription",
                        "Chapters",
                        "Summaries and topics",
                        "Where errors travel",
                        "Cost and speed",
                        "Failures",
                        "Regressions and wins",
                        "Items");
        assertThat(page.select("a[href^=#]").eachAttr("href"))
                .hasSizeGreaterThan(20)
                .allSatisfy(link -> assertThat(page.getElementById(link.substring(1)))
                        .as(link)
                        .isNotNull());
        assertThat(page.select("[id]").eachAttr("id")).doesNotHaveDuplicates();
        assertThat(FILES.get("report.html")).hasSizeLessThan(5_000_000);
    }

    @Test
    void theVerdictSaysInWordsWhatFailedAndByHowMuch() {
        assertThat(page.select(".verdict.bad li").eachText())
                .hasSize(2)
                .first()
                .asString()
                .matches("Chapter starts: chapter starts within 30 s \\(F1\\) went from 0\\.\\d\\d to 0\\.\\d\\d "
                        + "\\(between 0\\.\\d\\d and 0\\.\\d\\d worse\\); at most 0\\.03 worse is allowed\\.");
    }

    @Test
    void everyScoreHasItsIntervalBaselineFloorAndDenominator() {
        List<String> row = page.select("#scores-all tbody tr").stream()
                .filter(candidate -> candidate.text().startsWith("Chapter starts within 30 s"))
                .findFirst()
                .orElseThrow()
                .select("td")
                .stream()
                .map(Element::text)
                .toList();

        assertThat(row.get(2)).matches("\\d\\.\\d\\d to \\d\\.\\d\\d");
        assertThat(row.get(3)).matches("\\d\\.\\d\\d");
        assertThat(row.get(4)).matches("−0\\.\\d\\d −0\\.\\d\\d to −0\\.\\d\\d");
        assertThat(row.get(5)).matches("\\d\\.\\d\\d");
        assertThat(row.get(6)).matches("\\d\\.\\d\\d");
        assertThat(row.get(7)).matches("[+−]0\\.\\d\\d [+−]0\\.\\d\\d to [+−]0\\.\\d\\d");
        assertThat(row.get(9)).isEqualTo("12 of 12");
    }

    @Test
    void theShiftOfAllChaptersIsFound() {
        assertThat(page.select("#chapters > p").text()).contains("Moving all of our starts by -");
    }

    @Test
    void costsAreTheRunsOwnByStepAndEpisode() {
        assertThat(page.select("#cost-step tbody tr").eachText())
                .containsExactly(
                        "chapters 6 0 0 48,000 24,000 not told 5,400 $0.060",
                        "notes 6 0 6 48,000 24,000 not told 5,400 $0.060",
                        "all 12 0 6 96,000 48,000 not told 10,800 $0.12");
        assertThat(page.select("#cost-episode tbody tr")).hasSize(12);
    }

    @Test
    void namesFromOutsideAreText() {
        assertThat(page.select("h1").text()).isEqualTo("Run moved <b> against run before");
        assertThat(page.select("h1 b")).isEmpty();
    }

    @Test
    void buildServersReadTheGates() throws Exception {
        org.w3c.dom.Element suite = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(FILES.get("junit.xml")))
                .getDocumentElement();

        assertThat(suite.getAttribute("tests")).isEqualTo("5");
        assertThat(suite.getAttribute("failures")).isEqualTo("2");
        assertThat(suite.getElementsByTagName("failure").item(0).getTextContent())
                .isEqualTo("boundary_f1_30s worse than the baseline by at most 0.03");
    }

    @Test
    void spreadsheetsReadTheScores() {
        List<String> lines = text("scores.csv").lines().toList();

        assertThat(lines.get(0))
                .isEqualTo("set,item,show,step,metric,version,value,numerator,denominator,n,undefined_reason");
        assertThat(lines.get(1)).matches("set,e0,show 0,transcript,wer,1,0\\.05,200\\.0,4000\\.0,4000,");
        assertThat(lines).hasSize(1 + MOVED.scores().size());
    }

    @Test
    void theTextVersionSaysTheSame() {
        assertThat(text("report.md"))
                .startsWith("# Evaluation of run moved <b>, against run before\n")
                .contains("**Not good enough: 2 of 5 gates failed.**")
                .contains("## Regressions and wins")
                .contains("| Gate | Result |");
    }

    @Test
    void laterEvaluationsReadWhatThisOneLeft() {
        HistoryPoint left = EvaluationJson.read(FILES.get("evaluation.json"));
        EvaluationReport later =
                new EvaluationReport(BEFORE, null, Floors.of(BEFORE, Runs.SCORER), List.of(), List.of(left), List.of());
        Document page = Jsoup.parse(new String(EvaluationFiles.of(later).get("report.html"), StandardCharsets.UTF_8));

        assertThat(left.run()).isEqualTo("moved <b>");
        assertThat(left.values()).containsKey("boundary_f1_30s");
        assertThat(page.getElementById("chart-trend")).isNotNull();
        assertThat(page.select(".verdict.caution h2").text()).isEqualTo("Measured, not judged.");
    }

    private static EvaluationReport report(RunEvaluation run, @Nullable RunEvaluation baseline) {
        return new EvaluationReport(
                run,
                baseline,
                Floors.of(run, Runs.SCORER),
                Gates.checkBundled(run, baseline),
                List.of(),
                List.of(new Fact("Linernotes", "0.1.0")));
    }

    private static String text(String name) {
        return new String(FILES.get(name), StandardCharsets.UTF_8);
    }
}
