package io.linernotes.evaluation.gate;

import io.linernotes.enrichment.asr.ModelIdentity;
import io.linernotes.enrichment.notes.Chapter;
import io.linernotes.enrichment.notes.ChapterSource;
import io.linernotes.enrichment.notes.Grounding;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.Payment;
import io.linernotes.enrichment.notes.offline.WordBagEmbedder;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.evaluation.cost.Money;
import io.linernotes.evaluation.cost.PricedCall;
import io.linernotes.evaluation.gold.GoldItem;
import io.linernotes.evaluation.gold.GoldSet;
import io.linernotes.evaluation.run.ItemEvaluation;
import io.linernotes.evaluation.run.RunEvaluation;
import io.linernotes.evaluation.score.EpisodeOutput;
import io.linernotes.evaluation.score.Scorer;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.LongUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Invented runs over the same gold, with defects on demand. */
public final class Runs {
    public static final Scorer SCORER = new Scorer(new WordBagEmbedder());

    private static final long HOUR = 3_600_000;

    private Runs() {}

    /** A run whose chapter starts, words and prices are changed by the given functions. */
    public static RunEvaluation run(
            String id, int items, LongUnaryOperator starts, UnaryOperator<String> words, double price) {
        return run(
                id,
                IntStream.range(0, items)
                        .mapToObj(i -> item(i, 2_000, starts, words))
                        .toList(),
                price);
    }

    /** A run without words, whose chapter starts are changed: quick to make by the hundred. */
    static RunEvaluation chapters(int items, LongUnaryOperator starts) {
        return run(
                "chapters",
                IntStream.range(0, items)
                        .mapToObj(i -> item(i, 1, starts, UnaryOperator.identity()))
                        .toList(),
                1);
    }

    private static RunEvaluation run(String id, List<ItemEvaluation> evaluations, double price) {
        int items = evaluations.size();
        List<PricedCall> calls =
                IntStream.range(0, items).mapToObj(i -> call(i, price)).toList();
        return new RunEvaluation(
                id,
                "notes/run=" + id,
                Instant.parse("2026-11-21T09:00:00Z"),
                Instant.parse("2026-11-21T10:00:00Z"),
                new ModelIdentity("whisper-small.en", "ab".repeat(32), null),
                "llm",
                "0.1.0",
                items * HOUR,
                Map.of("OK", (long) items),
                evaluations,
                items,
                calls,
                List.of(),
                new Money(BigDecimal.ONE, "USD"),
                null);
    }

    /** A run as good as any. */
    public static RunEvaluation plain(String id, int items) {
        return run(id, items, LongUnaryOperator.identity(), UnaryOperator.identity(), 1);
    }

    /** Every n-th word of all is another one. */
    public static UnaryOperator<String> everyWord(int n) {
        return text -> {
            String[] words = text.split(" ", -1);
            return IntStream.range(0, words.length)
                    .mapToObj(i -> i % n == 0 ? "wrong" : words[i])
                    .collect(Collectors.joining(" "));
        };
    }

    private static ItemEvaluation item(int number, int length, LongUnaryOperator starts, UnaryOperator<String> words) {
        Random random = new Random(number);
        long[] chapters = IntStream.rangeClosed(0, 8)
                .mapToLong(i -> i * 400_000L + (i == 0 ? 0 : random.nextInt(200_000)))
                .toArray();
        String text = IntStream.range(0, length)
                .mapToObj(i -> "word" + random.nextInt(500))
                .collect(Collectors.joining(" "));
        GoldItem gold = GoldSet.read(
                        "gold",
                        new StringReader("""
                                {"id": "e%d", "show": "show %d", "language": "en", "duration_ms": %d, "text": "%s", "chapters": [%s]}""".formatted(
                                        number,
                                        number % 4,
                                        HOUR,
                                        text,
                                        Arrays.stream(chapters)
                                                .mapToObj("{\"start_ms\": %d, \"title\": \"Talk\"}"::formatted)
                                                .collect(Collectors.joining(", ")))),
                        path -> true)
                .items()
                .get(0);
        // One chapter in three is missed, the others are a little off: a plausible engine.
        long[] ours = Arrays.stream(chapters)
                .filter(start -> start == 0 || random.nextInt(3) > 0)
                .map(start -> start == 0 ? 0 : starts.applyAsLong(start + random.nextInt(20_000)))
                .toArray();
        List<Sentence> sentences = IntStream.range(0, 360)
                .mapToObj(i -> new Sentence(
                        i + 1, new TimeRange(i * 10_000L, (i + 1) * 10_000L), "Sentence %d.".formatted(i), null))
                .toList();
        Segment segment = new Segment(
                new TimeRange(0, HOUR), words.apply(everyWord(20).apply(text)), List.of(), null, null, List.of());
        EpisodeOutput output =
                new EpisodeOutput("en", List.of(segment), sentences, chapters(ours), List.of(), List.of());
        return ItemEvaluation.of(SCORER, "r" + number, "set", gold, output, "Episode " + number, "OK", null, HOUR);
    }

    private static List<Chapter> chapters(long[] starts) {
        List<Chapter> chapters = new ArrayList<>();
        for (long start : starts) {
            chapters.add(new Chapter(
                    chapters.size(),
                    new TimeRange(start, HOUR + 1_000_000),
                    "Chapter %d".formatted(chapters.size() + 1),
                    null,
                    ChapterSource.GENERATED,
                    null,
                    Grounding.verified(List.of(1))));
        }
        return chapters;
    }

    private static PricedCall call(int number, double price) {
        LlmCall call = new LlmCall(
                number % 2 == 0 ? "chapters" : "notes",
                "v1",
                "p",
                "request " + number,
                "openai",
                "gpt-5-mini",
                "gpt-5-mini",
                LlmCall.OK,
                "stop",
                1 + number % 2,
                Math.round(12_000 * price),
                4_000L,
                null,
                Math.round(900 * price),
                2_000,
                Payment.NONE);
        return new PricedCall("r" + number, call, new Money(BigDecimal.valueOf(0.01 * price), "USD"));
    }
}
