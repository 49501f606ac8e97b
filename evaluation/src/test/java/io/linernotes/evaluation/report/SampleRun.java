package io.linernotes.evaluation.report;

import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.Payment;
import io.linernotes.evaluation.cost.CallCosts;
import io.linernotes.evaluation.cost.Money;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.evaluation.metric.MetricRegistry;
import io.linernotes.evaluation.score.Score;
import io.linernotes.evaluation.score.ScoreSummary;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** An invented run with a bit of everything. */
final class SampleRun {
    private static final List<String> TITLES = List.of(
            "Bread, a River, and Sleep",
            "What the Lighthouse Keeper Knew",
            "Forty Thousand Bees on a Hospital Roof",
            "The Long Winter of the Harbour Town",
            "How to Read a Map You Cannot Trust",
            "A Short History of the Teaspoon & Other <Small> Things",
            "Two Engineers Argue about Bridges");
    private static final List<String> CHAPTERS = List.of(
            "Welcome",
            "Baking a loaf at home",
            "Six days along a river",
            "Advice on sleep",
            "The letter",
            "Goodbye",
            "Questions from listeners",
            "A word on tools");

    private final Random random = new Random(4);
    private final @Nullable String warning;

    SampleRun(@Nullable String warning) {
        this.warning = warning;
    }

    RunReport report() {
        List<EpisodeFacts> episodes =
                IntStream.range(0, TITLES.size()).mapToObj(this::episode).toList();
        List<Score> scores =
                episodes.stream().flatMap(episode -> episode.scores().stream()).toList();
        List<LlmCall> calls = IntStream.range(0, 24).mapToObj(this::call).toList();
        PriceList prices = PriceList.bundled();
        return new RunReport(
                "2026-11-21",
                Instant.parse("2026-11-21T09:14:03Z"),
                Instant.parse("2026-11-21T09:37:44Z"),
                new ModelIdentity("whisper-small.en", "ab".repeat(32), warning),
                "gpt-5-mini",
                List.of(
                        new StateCount("COMPLETE", null, Outcome.READY, 5),
                        new StateCount("PARTIAL", "MEDIA_TRUNCATED", Outcome.DEGRADED, 1),
                        new StateCount("FAILED", "MEDIA_ENCRYPTED", Outcome.FAILED, 1),
                        new StateCount("DONE_BEFORE", null, Outcome.SKIPPED, 12)),
                5L * 3_600_000 + 1_234_567,
                List.of(
                        new StageTime("decode", 19_234_567, 31_000),
                        new StageTime("recognise", 19_234_567, 1_180_000),
                        new StageTime("notes", 19_234_567, 160_000)),
                episodes,
                ScoreSummary.of(scores),
                List.of(new FailureFacts(
                        TITLES.get(6),
                        "MEDIA_ENCRYPTED",
                        "The file is encrypted: it needs a key that the file does not hold.")),
                CallCosts.of(calls, prices),
                CallCosts.byTask(calls, prices),
                "2026-11-01, USD",
                List.of(new Fact("Linernotes", "0.1.0"), new Fact("Java", "17.0.15"), new Fact("Spark", "4.2.0")),
                List.of(
                        new Fact("decoding.window-seconds", "30"),
                        new Fact("asr.model", "whisper-small.en"),
                        new Fact("llm.api-key", "[REDACTED]")));
    }

    private EpisodeFacts episode(int number) {
        Outcome outcome = number == 6 ? Outcome.FAILED : number == 3 ? Outcome.DEGRADED : Outcome.READY;
        long duration = 1_500_000L + 600_000L * number;
        if (outcome == Outcome.FAILED) {
            return new EpisodeFacts(
                    "e6",
                    "Spans",
                    TITLES.get(6),
                    null,
                    outcome,
                    "FAILED",
                    "The file is encrypted: it needs a key that the file does not hold.",
                    List.of(),
                    List.of(),
                    null,
                    List.of(),
                    0,
                    0,
                    List.of(),
                    null);
        }
        List<ChapterMark> ours = chapters(duration, 5 + number % 3, 0);
        return new EpisodeFacts(
                "e" + number,
                number % 2 == 0 ? "The Long Way Round" : "Field Notes",
                TITLES.get(number),
                duration,
                outcome,
                outcome == Outcome.READY ? "COMPLETE" : "PARTIAL",
                outcome == Outcome.READY ? null : "The file ends at 55 min of the 1 h 10 min that it declares.",
                ours,
                number == 1 ? List.of() : chapters(duration, 5, 23_000),
                "Two friends talk about ordinary things: how to bake with almost nothing, where a river starts, and why"
                        + " a bad night does little harm.",
                List.of("Baking", "Rivers & walking", "Sleep"),
                14,
                14 - number % 3,
                number == 1 ? List.of() : scores(number),
                new Money(new BigDecimal("0.0061"), "USD"));
    }

    private List<ChapterMark> chapters(long duration, int count, long shift) {
        List<ChapterMark> marks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long start = i == 0 ? 0 : duration * i / count + shift + random.nextInt(90_000);
            marks.add(new ChapterMark(start, shift > 0 && i == 2 ? "" : CHAPTERS.get((i + count) % CHAPTERS.size())));
        }
        return marks;
    }

    private List<Score> scores(int number) {
        List<Score> scores = new ArrayList<>();
        double errors = 300 + 20.0 * number;
        double words = 4_000 + 100.0 * number;
        scores.add(new Score(
                "e" + number, "s", "transcript", "wer", "1", errors / words, errors, words, (long) words, null));
        double value = 0.1;
        for (int seconds : MetricRegistry.BOUNDARY_TOLERANCES) {
            value = Math.min(1, value + 0.08 + random.nextInt(20) / 100.0);
            scores.add(new Score(
                    "e" + number,
                    "s",
                    "chapters",
                    MetricRegistry.boundaryF1Name(seconds),
                    "1",
                    value,
                    null,
                    null,
                    5,
                    null));
        }
        return scores;
    }

    private LlmCall call(int number) {
        boolean silent = number == 17;
        return new LlmCall(
                number % 2 == 0 ? "chapters" : "summary",
                "v1",
                "p",
                "r" + number,
                "openai",
                "gpt-5-mini",
                "gpt-5-mini",
                "OK",
                "stop",
                1,
                silent ? null : 9_000L + number,
                silent ? null : 4_000L,
                null,
                silent ? null : 700L,
                2_000,
                Payment.NONE);
    }
}
