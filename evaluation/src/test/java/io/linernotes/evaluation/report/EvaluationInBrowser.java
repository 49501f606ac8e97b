package io.linernotes.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;

/** The page of an evaluation as a reader meets it, in headless Chromium: what must hold of any run's page. */
@TestInstance(Lifecycle.PER_CLASS)
abstract class EvaluationInBrowser {
    private Browser browser;
    private String address;

    /** What the page shows; made once. */
    abstract EvaluationReport report() throws IOException;

    /** The first line of the page. */
    abstract String verdict();

    @BeforeAll
    void openBrowser(@TempDir Path folder) throws IOException {
        browser = Browser.openOrSkip(folder.resolve("profile"));
        byte[] html = EvaluationFiles.of(report()).get("report.html");
        assertThat(html).hasSizeLessThan(5_000_000);
        address = Files.write(folder.resolve("report.html"), html).toUri().toString();
    }

    @AfterAll
    void closeBrowser() {
        if (browser != null) {
            browser.close();
        }
    }

    @BeforeEach
    void open() {
        browser.show(address, 1280);
    }

    @Test
    void theVerdictIsTheFirstThingToRead() {
        assertThat(browser.find("#verdict h2").getText()).isEqualTo(verdict());
        assertThat(browser.number("document.getElementById('verdict').getBoundingClientRect().bottom"))
                .isLessThan(browser.number("window.innerHeight"));
    }

    @Test
    void theThemeSwitchesAndChartsFollow() {
        String before = browser.text("getComputedStyle(document.body).backgroundColor");
        String ink = browser.text("document.querySelector('#chart-tolerance svg text').getAttribute('fill')");

        browser.find("#theme").click();

        assertThat(browser.text("getComputedStyle(document.body).backgroundColor"))
                .isNotEqualTo(before);
        assertThat(browser.text("document.querySelector('#chart-tolerance svg text').getAttribute('fill')"))
                .isNotEqualTo(ink);
        browser.find("#theme").click();
        assertThat(browser.text("getComputedStyle(document.body).backgroundColor"))
                .isEqualTo(before);
    }

    @Test
    void aTableSortsByItsHeadingUpAndDown() {
        WebElement heading = browser.find("#comparison thead th:nth-child(2) button");

        heading.click();
        assertThat(sorted()).isSorted();
        heading.click();

        assertThat(sorted()).isSortedAccordingTo((a, b) -> Double.compare(b, a));
        assertThat(browser.find("#comparison thead th:nth-child(2)").getAttribute("aria-sort"))
                .isEqualTo("descending");
    }

    @Test
    void aRegressionLeadsToItsItem() {
        browser.find("#chapters .look h4 a").click();

        String anchor = browser.text("location.hash").substring(1);
        WebElement card = browser.find("#" + anchor);
        assertThat(card.isDisplayed()).isTrue();
        assertThat(card.findElement(By.tagName("details")).getAttribute("open")).isNotNull();
        assertThat(browser.number("document.getElementById('%s').getBoundingClientRect().top".formatted(anchor)))
                .isBetween(-1.0, 400.0);
    }

    @Test
    void everythingCanBeReachedByKeyboard() {
        assertThat(browser.number("document.querySelectorAll('nav a, nav button, th button, summary').length"))
                .isGreaterThan(50);
        assertThat(browser.number(
                        "Array.from(document.querySelectorAll('nav a, nav button, th button, summary, .scroll'))"
                                + ".filter(e => e.tabIndex < 0).length"))
                .isZero();
    }

    @Test
    void nothingOverflowsANarrowWindow() {
        browser.show(address, 400);

        assertThat(browser.number("window.innerWidth")).isEqualTo(400);
        // What a vertical scroll bar takes is not there to be used.
        assertThat(browser.number("document.documentElement.scrollWidth"))
                .isEqualTo(browser.number("document.documentElement.clientWidth"));
        // Text may be wider than its box only where the box scrolls, or cuts with an ellipsis.
        assertThat(browser.text("Array.from(document.querySelectorAll('h1, h2, h3, h4, p, li, dd, dt, summary, .chip'))"
                        + ".filter(e => !e.closest('.scroll, .track, nav') && e.scrollWidth > e.clientWidth + 1"
                        + " && getComputedStyle(e).display !== 'inline').map(e => e.outerHTML.slice(0, 80)).join()"))
                .isEmpty();
    }

    @Test
    void theConsoleStaysEmpty() {
        browser.show(address, 400);
        browser.find("#theme").click();
        browser.find("#theme").click();

        assertThat(browser.complaints()).isEmpty();
    }

    private List<Double> sorted() {
        return browser.numbers(
                "Array.from(document.querySelectorAll('#comparison tbody tr')).map(r => Number(r.cells[1].dataset.sort))");
    }
}
