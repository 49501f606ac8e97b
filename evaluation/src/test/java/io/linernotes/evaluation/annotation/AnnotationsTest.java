package io.linernotes.evaluation.annotation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.evaluation.gold.ClaimVerdict;
import io.linernotes.evaluation.gold.GoldChapter;
import io.linernotes.evaluation.gold.GoldClaim;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.gold.GoldItemWriter;
import io.linernotes.evaluation.gold.GoldSet;
import io.linernotes.evaluation.gold.GoldTimes;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Rows 2 to 4 of a sheet are chapters at sentences 0, 20 and 40, 5 is the summary, then come claims, last the topic. */
class AnnotationsTest {
    private static final NotedEpisode TALK = Noted.episode("talk", "A show", "a", "b", "c", "d", "e", "f");
    private static final int FIRST_CLAIM = 6;
    private static final int TOPIC = 12;

    @Test
    void agreementIsWhatOneComputesByHand() {
        Sheets anna = sheet().answering("supported", "right");
        Sheets ben = sheet().answering("supported", "right");
        claims(anna, "supported", "supported", "supported", "partly", "unsupported", "unsupported");
        claims(ben, "supported", "supported", "partly", "partly", "unsupported", "supported");
        ben.with(3, "verdict", "wrong").with(3, "corrected_time", "0:05:20");

        Annotations read = read(anna.save("anna.csv"), ben.save("ben.csv"));

        Agreement claims = agreement(read, "claims");
        assertThat(claims.n()).isEqualTo(6);
        assertThat(claims.observed()).isCloseTo(4 / 6.0, within(1e-12));
        // Squared distances 1 and 4 in six rows; by chance 25/18 a row.
        assertThat(claims.kappa()).isCloseTo(1 - (5 / 6.0) / (25 / 18.0), within(1e-12));
        // Ten over ordered pairs; by chance 18.
        assertThat(claims.alpha()).isCloseTo(1 - 10 / 18.0, within(1e-12));
        Agreement chapters = agreement(read, "chapters");
        assertThat(chapters.observed()).isCloseTo(2 / 3.0, within(1e-12));
        assertThat(chapters.kappa()).isCloseTo(0, within(1e-12));
        assertThat(chapters.alpha()).isCloseTo(0, within(1e-12));
        assertThat(agreement(read, "summaries").kappa()).isNull();
        // One start of three is the same; each has two in 59 gaps.
        Agreement starts = agreement(read, "chapter starts");
        assertThat(starts.n()).isEqualTo(1);
        assertThat(starts.observed()).isCloseTo(1 / 3.0, within(1e-12));
        double chance = Math.pow(2 / 59.0, 2);
        assertThat(starts.kappa()).isCloseTo((1 / 3.0 - chance) / (1 - chance), within(1e-12));
        assertThat(read.text())
                .contains("Annotators: anna, ben. Nobody labelled 0 of 11 rows.")
                .containsPattern("claims +6 +0\\.6667 +0\\.4000 +0\\.4444")
                .containsPattern("topics +1 +1\\.0000 +- +-");
    }

    @Test
    void threePeopleHaveAlphaOnly() {
        Sheets anna = sheet().answering("supported", "right");
        Sheets ben = sheet().answering("supported", "right").with(2, "verdict", "wrong");
        Sheets cleo = sheet().with(2, "verdict", "right");

        Annotations read = read(anna.save("anna.csv"), ben.save("ben.csv"), cleo.save("cleo.csv"));

        Agreement chapters = agreement(read, "chapters");
        assertThat(chapters.n()).isEqualTo(3);
        // Pairs of the first row: one of three agrees; of the others: one of one.
        assertThat(chapters.observed()).isCloseTo(3 / 5.0, within(1e-12));
        assertThat(chapters.kappa()).isNull();
        // Over ordered pairs 4 / 2; by chance 2 · 6 · 1 / 6.
        assertThat(chapters.alpha()).isCloseTo(0, within(1e-12));
    }

    @Test
    void onlyRowsOnWhichPeopleDifferWaitForADecision() {
        Annotations read = read(
                sheet().answering("supported", "right").save("x/anna.csv"),
                differing().save("ben.csv"));

        assertThat(read.open()).isEqualTo(3);
        assertThat(read.waiting()).isEqualTo(1);
        assertThat(read.gold()).isEmpty();
        Sheets open = Sheets.open(read.adjudication());
        assertThat(open.size()).isEqualTo(3);
        assertThat(open.cell(2, "answers")).isEqualTo("anna: right; ben: wrong, 0:05:20.000");
        assertThat(open.cell(3, "answers")).isEqualTo("anna: supported; ben: partly");
        assertThat(open.cell(4, "answers")).isEqualTo("anna: right; ben: wrong, \"A better tag\"");
        assertThat(open.cell(3, "text")).isEqualTo("b");
    }

    @Test
    void whatOnePersonDecidesBecomesGold() {
        LabelFile anna = sheet().answering("supported", "right").save("anna.csv");
        LabelFile ben = differing().save("ben.csv");
        Sheets open = Sheets.open(read(anna, ben).adjudication());
        open.with(2, "verdict", "wrong").with(2, "corrected_time", "5:21").with(2, "corrected_text", "Later");
        open.with(3, "verdict", "Unsupported ");
        LabelFile half = open.save("half.csv", ";", false);
        LabelFile all = open.with(4, "verdict", "wrong").save("final.csv");

        Annotations waiting = Annotations.read(List.of(TALK), List.of(anna, ben), half);
        Annotations done = Annotations.read(List.of(TALK), List.of(anna, ben), all);

        assertThat(waiting.open()).isEqualTo(1);
        assertThat(waiting.gold()).isEmpty();
        assertThat(done.open()).isZero();
        assertThat(done.agreement()).isEqualTo(read(anna, ben).agreement());
        GoldItem gold = done.gold().get(0).item();
        assertThat(gold.chapters())
                .containsExactly(
                        new GoldChapter(0, "a", null),
                        new GoldChapter(320_000, "Later", null),
                        new GoldChapter(400_000, "c", null));
        assertThat(gold.summary()).isEqualTo("a b c d e f");
        assertThat(gold.topics()).isEmpty();
        assertThat(gold.claims()).hasSize(6).contains(new GoldClaim("b", ClaimVerdict.UNSUPPORTED));
        assertThat(gold.id()).isEqualTo("talk");
        assertThat(gold.show()).isEqualTo("A show");
        assertThat(gold.times()).isEqualTo(GoldTimes.MEASURED);
        assertThat(done.gold().get(0).transcript())
                .startsWith("WEBVTT\n\n00:00:00.000 --> 00:00:09.500\nSentence 1.\n");
        GoldSet again = GoldSet.read(
                "gold", new StringReader(GoldItemWriter.line(gold)), path -> path.equals("transcripts/talk.vtt"));
        assertThat(again.items()).containsExactly(gold);
    }

    @Test
    void aMissedChapterIsARowThatOthersDidNotMark() {
        // Both times belong to the sentence at 2:00.
        Sheets anna = sheet().answering("supported", "right")
                .adding("talk", "0:02:02", "Missed by all")
                .adding("talk", "0:08:00", "Seen by one");
        Sheets ben = sheet().answering("supported", "right").adding("talk", "01:59.5", "Missed by all");
        LabelFile[] both = {anna.save("anna.csv"), ben.save("ben.csv")};

        Sheets open = Sheets.open(read(both).adjudication());

        assertThat(open.size()).isEqualTo(1);
        assertThat(open.cell(2, "answers")).isEqualTo("anna: right; ben: not marked");
        assertThat(open.cell(2, "time")).isEqualTo("0:08:00.000");
        assertThat(open.cell(2, "text")).isEqualTo("Seen by one");
        LabelFile decided = open.with(2, "verdict", "right")
                .adding("talk", "0:09:00", "My own")
                .save("final.csv");
        GoldItem gold = Annotations.read(List.of(TALK), List.of(both), decided)
                .gold()
                .get(0)
                .item();
        assertThat(gold.chapters())
                .extracting(chapter -> chapter.startMs() / 1000 + " " + chapter.title())
                .containsExactly("0 a", "120 Missed by all", "200 b", "400 c", "480 Seen by one", "540 My own");
    }

    @Test
    void everySpreadsheetsWayOfSavingIsRead() {
        Sheets filled = differing().with(5, "comment", "two\r\nlines; \"and\", a tab\t");
        Annotations expected = read(filled.save("ben.csv"));

        assertThat(expected.gold()).hasSize(1);
        assertThat(read(filled.save("ben.csv", ";", false))).isEqualTo(expected);
        assertThat(read(filled.save("ben.csv", "\t", true))).isEqualTo(expected);
        LabelFile unix = LabelFile.of(
                "ben.csv",
                (filled.text(";", true).replace("\r\n", "\n") + ";;;;;;;;;\n").getBytes(StandardCharsets.UTF_8));
        assertThat(read(unix)).isEqualTo(expected);
    }

    @Test
    void hostileTextsComeBackAsTheyWere() {
        NotedEpisode hostile = Noted.episode("=1+1", "@show", Hostile.TEXTS);
        String csv = AnnotationSheet.of(List.of(hostile), 1).csv();
        LabelFile anna = Sheets.open(csv)
                .answering("supported", "right")
                .with(2, "verdict", "wrong")
                .with(2, "corrected_text", "'=a title")
                .save("anna.csv", ";", true);

        GoldItem gold = Annotations.read(List.of(hostile), List.of(anna), null)
                .gold()
                .get(0)
                .item();

        assertThat(gold.claims()).extracting(GoldClaim::text).containsExactly(Hostile.TEXTS);
        assertThat(gold.chapters()).extracting(GoldChapter::title).containsExactly("=a title", Hostile.TEXTS[1], "-1");
        assertThat(gold.summary()).isEqualTo(String.join(" ", Hostile.TEXTS));
        String line = GoldItemWriter.line(gold);
        assertThat(GoldSet.read("gold", new StringReader(line), path -> true).items())
                .containsExactly(gold);
    }

    @Test
    void whatIsNotLabelledIsLeftOutAndCounted() {
        Annotations some = read(sheet().with(2, "verdict", "right")
                .with(FIRST_CLAIM, "verdict", "partly")
                .save("anna.csv"));

        assertThat(some.unlabelled()).isEqualTo(9);
        assertThat(some.incomplete()).isEqualTo(1);
        assertThat(some.agreement()).isEmpty();
        GoldItem gold = some.gold().get(0).item();
        assertThat(gold.chapters()).isEmpty();
        assertThat(gold.summary()).isNull();
        assertThat(gold.claims()).containsExactly(new GoldClaim("a", ClaimVerdict.PARTLY));
        Annotations none = read(sheet().save("anna.csv"));
        assertThat(none.gold()).isEmpty();
        assertThat(none.rows()).isEqualTo(11);
        assertThat(none.unlabelled()).isEqualTo(11);
    }

    @Test
    void namesEveryProblemAtOnceWithItsRow() {
        Sheets anna = sheet().answering("supported", "right")
                .with(2, "verdict", "yes")
                .with(3, "corrected_time", "0:05:00")
                .with(4, "verdict", "")
                .with(4, "corrected_time", "noon")
                .with(5, "verdict", "wrong")
                .with(5, "corrected_time", "0:05:00")
                .with(FIRST_CLAIM, "corrected_text", "better")
                .with(7, "verdict", "right")
                .with(8, "id", "000000000000-claim-0-00000000")
                .with(9, "id", sheet().cell(9, "id").replaceFirst(".$", "x"))
                .with(11, "id", sheet().cell(10, "id"))
                .with(TOPIC, "id", "")
                .adding("walk", "0:01:00", "x")
                .adding("talk", "0:10:00", "x")
                .adding("talk", "", "x")
                .adding("talk", "0:01:00", "x")
                .adding("talk", "0:01:01", "y");

        assertThatThrownBy(() -> read(anna.save("in/anna.csv"), anna.save("anna.csv")))
                .isInstanceOfSatisfying(EnrichmentException.class, failure -> {
                    assertThat(failure.code()).isEqualTo(ErrorCode.GOLD_INVALID);
                    assertThat(failure.getMessage().lines().limit(17))
                            .containsExactly(
                                    "in/anna.csv, row 2: the verdict \"yes\" is none of wrong, right.",
                                    "in/anna.csv, row 3: it is called right and corrected all the same.",
                                    "in/anna.csv, row 4: the corrected_time \"noon\" is no time such as 0:12:30.",
                                    "in/anna.csv, row 5: only chapters have a corrected_time.",
                                    "in/anna.csv, row 6: a claim has a verdict and no correction; the column comment is free.",
                                    "in/anna.csv, row 7: the verdict \"right\" is none of unsupported, partly, supported.",
                                    "in/anna.csv, row 8: the id \"000000000000-claim-0-00000000\" belongs to no episode of this run.",
                                    "in/anna.csv, row 9: the id \"%s\" belongs to something that this run does not say; another run may."
                                            .formatted(anna.cell(9, "id")),
                                    "in/anna.csv, row 11: the id \"%s\" is already in row 10."
                                            .formatted(anna.cell(10, "id")),
                                    "in/anna.csv, row 12: a row without an id is a missing chapter, and its kind must say so.",
                                    "in/anna.csv, row 13: this run has no episode \"walk\".",
                                    "in/anna.csv, row 14: the corrected_time 0:10:00 is not before the end at 0:10:00.000.",
                                    "in/anna.csv, row 15: a missing chapter needs a corrected_time.",
                                    "in/anna.csv, row 17: its chapter starts with the same sentence as that of row 16.",
                                    "Two sheets are of \"anna\": each annotator has one.",
                                    "anna.csv, row 2: the verdict \"yes\" is none of wrong, right.",
                                    "anna.csv, row 3: it is called right and corrected all the same.");
                });
    }

    @Test
    void labelsOfAnotherRunAreRefused() {
        NotedEpisode other = Noted.episode("talk", "A show", "a", "b", "c", "other", "e", "f");
        LabelFile anna = sheet().answering("supported", "right").save("anna.csv");

        assertThatThrownBy(() -> Annotations.read(List.of(other), List.of(anna), null))
                .hasMessageContaining("anna.csv, row 9: ")
                .hasMessageContaining("another run may")
                .hasMessageNotContaining("row 8");
    }

    @Test
    void filesThatAreNoSheetsAreTold() {
        Sheets sheet = sheet();
        LabelFile renamed = LabelFile.of(
                "a.csv",
                sheet.text(",", true).replaceFirst("verdict,", "Verdikt,").getBytes(StandardCharsets.UTF_8));
        LabelFile latin =
                LabelFile.of("b.csv", sheet.text(",", false).concat("é").getBytes(StandardCharsets.ISO_8859_1));
        LabelFile torn =
                LabelFile.of("c.csv", sheet.text(",", false).concat("\"x").getBytes(StandardCharsets.UTF_8));
        LabelFile wide = LabelFile.of(
                "d.csv", sheet.text(",", false).concat(",,,,,,,,,,wide").getBytes(StandardCharsets.UTF_8));

        assertThatThrownBy(() -> read(renamed, latin, torn, wide)).hasMessage("""
                        a.csv, row 1: the column verdict is missing.
                        a.csv, row 1: "verdikt" is not a known column.
                        b.csv is not UTF-8: save it as "CSV UTF-8".
                        c.csv, row 13: this is no CSV, perhaps since a quotation mark is not closed.
                        d.csv, row 13: cell 11 has no column.\
                        """);
    }

    @Test
    void chaptersThatMeetWhenAnswersArePutTogetherAreTold() {
        LabelFile anna = sheet().with(2, "verdict", "right")
                .with(3, "corrected_time", "0:05:00")
                .save("anna.csv");
        LabelFile ben = sheet().with(4, "corrected_time", "0:05:00").save("ben.csv");

        assertThatThrownBy(() -> read(anna, ben))
                .hasMessage("In talk, two chapters start at 0:05:00.000 when all answers are put together: "
                        + "correct one of them.");
    }

    private static Sheets sheet() {
        return Sheets.open(AnnotationSheet.of(List.of(TALK), 1).csv());
    }

    /** All right but a chapter two minutes late, a claim, and the topic. */
    private static Sheets differing() {
        return sheet().answering("supported", "right")
                .with(3, "verdict", "wrong")
                .with(3, "corrected_time", "0:05:20")
                .with(FIRST_CLAIM + 1, "verdict", "partly")
                .with(TOPIC, "verdict", "")
                .with(TOPIC, "corrected_text", "A better tag");
    }

    private static void claims(Sheets sheet, String... verdicts) {
        for (int i = 0; i < verdicts.length; i++) {
            sheet.with(FIRST_CLAIM + i, "verdict", verdicts[i]);
        }
    }

    private static Annotations read(LabelFile... files) {
        return Annotations.read(List.of(TALK), List.of(files), null);
    }

    private static Agreement agreement(Annotations read, String what) {
        return read.agreement().stream()
                .filter(agreement -> agreement.what().equals(what))
                .findFirst()
                .orElseThrow();
    }
}
