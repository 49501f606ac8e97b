package io.linernotes.jobs.claims;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.InDoubt;
import io.linernotes.enrichment.llm.LlmAnswer;
import io.linernotes.enrichment.llm.LlmClient;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.LlmQuestion;
import io.linernotes.enrichment.llm.ProviderClient;
import io.linernotes.enrichment.llm.StubConfig;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.llm.StubLlmServer.Reply;
import io.linernotes.enrichment.llm.StubLlmServer.Request;
import io.linernotes.enrichment.llm.ledger.Ledger;
import io.linernotes.enrichment.llm.ledger.LedgerReader;
import io.linernotes.enrichment.llm.ledger.LedgerSegments;
import io.linernotes.enrichment.llm.ledger.LocalLedgerFiles;
import io.linernotes.evaluation.cost.ModelPrice;
import io.linernotes.evaluation.cost.Money;
import io.linernotes.evaluation.cost.PriceList;
import io.linernotes.jobs.config.BudgetConfig;
import io.linernotes.jobs.output.RunId;
import io.linernotes.jobs.output.RunStore;
import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import io.linernotes.prompts.PromptMessage;
import io.linernotes.prompts.PromptMessage.Role;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * A service that misbehaves in every way at once, over real sockets, with its own account of what it billed; two executors
 * with eight threads each. The waits are an eighth of what they are in production, on all sides.
 */
@Timeout(600)
class FaultyServiceTest {
    private static final Prompt PROMPT = new PromptCatalog().prompt(PromptId.CHAPTERS);
    private static final int EXECUTORS = 2;
    private static final int THREADS = 8;
    private static final int REQUESTS_PER_MINUTE = 1_600;
    private static final PriceList PRICES = new PriceList(
            LocalDate.of(2026, 11, 1),
            "USD",
            Map.of("stub-1", new ModelPrice("stub-1", BigDecimal.ONE, null, null, BigDecimal.TEN, null, "test")));

    /** How a service can answer for the first time; the second time it answers well. */
    private enum Fault {
        NONE(0, true),
        RATE_LIMIT(200, false),
        SERVER_ERROR(150, false),
        RESET(100, true),
        CUT_JSON(100, true),
        LENGTH(100, true),
        STALL(100, true),
        EMPTY(50, true),
        HTML(50, true),
        FILTER(50, true),
        INVALID(100, true);

        private final int of5000;
        private final boolean billed;

        Fault(int of5000, boolean billed) {
            this.of5000 = of5000;
            this.billed = billed;
        }
    }

    @TempDir
    Path folder;

    private final FastClock clock = new FastClock(8);
    private final Map<String, AtomicInteger> bill = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Long> arrivals = new ConcurrentLinkedQueue<>();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    @Test
    void losesNothingAndPaysForNothingTwiceWithoutSayingSo() throws Exception {
        losesNothing(1_000);
    }

    @Test
    @Tag("nightly")
    @EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
    void losesNothingOfFiveThousandQuestions() throws Exception {
        losesNothing(5_000);
    }

    private void losesNothing(int questions) throws Exception {
        int twentyFifth = questions / 25;
        LedgerTotals totals = ask(questions, InDoubt.RESEND);

        assertThat(totals.complete()).isTrue();
        assertThat(totals.billed() + totals.inDoubt()).isEqualTo(billed());
        assertThat(totals.inDoubt()).isGreaterThanOrEqualTo(twentyFifth);
        assertThat(totals.unusable()).isEqualTo(twentyFifth);
        assertThat(totals.resends()).isEqualTo(duplicates()).isGreaterThanOrEqualTo(2 * twentyFifth);
        assertThat(totals.resends()).isLessThanOrEqualTo(totals.inDoubt() + totals.unusable());
        assertThat(bill.values()).allSatisfy(count -> assertThat(count).hasValueLessThanOrEqualTo(2));
        assertThat(totals.settled().add(totals.held())).isLessThanOrEqualTo(new BigDecimal("60"));
        assertThat(totals.failures())
                .containsEntry("LLM_RATE_LIMITED", twentyFifth)
                .containsKey("LLM_UNAVAILABLE");
        assertThat(mostInAMinute()).isLessThanOrEqualTo(REQUESTS_PER_MINUTE);
    }

    @Test
    void paysForNothingTwiceUnderQuarantine() throws Exception {
        LedgerTotals totals = ask(500, InDoubt.QUARANTINE);

        assertThat(totals.complete()).isTrue();
        assertThat(totals.billed() + totals.inDoubt()).isEqualTo(billed());
        assertThat(totals.resends()).isZero();
        assertThat(duplicates()).isZero();
        assertThat(totals.inDoubt()).isGreaterThanOrEqualTo(20);
    }

    private LedgerTotals ask(int questions, InDoubt inDoubt) throws Exception {
        List<Fault> faults = faults(questions);
        RunId run = new RunId("one");
        RunStore store = RunStore.open(folder.toString(), new Configuration(), Clock.systemUTC());
        ExecutorService threads = Executors.newFixedThreadPool(EXECUTORS * THREADS);
        BudgetConfig caps = new BudgetConfig(Money.parse("60 USD"), null, null, null, null);
        try (StubLlmServer server = StubLlmServer.behaving(request -> reply(request, faults));
                RunLedger ledger = RunLedger.open(
                        store.ledger(run), caps, config(server, inDoubt), PRICES, new Configuration(), clock)) {
            List<LlmClient> executors = new ArrayList<>();
            for (int executor = 0; executor < EXECUTORS; executor++) {
                executors.add(client(ledger, Integer.toString(executor), config(server, inDoubt)));
            }
            List<Future<String>> endings = new ArrayList<>();
            for (int number = 0; number < questions; number++) {
                int question = number;
                LlmClient client = executors.get(number % EXECUTORS);
                endings.add(threads.submit(() -> ending(client, question)));
            }
            Map<Fault, Map<String, Integer>> byFault = new TreeMap<>();
            for (int number = 0; number < questions; number++) {
                byFault.computeIfAbsent(faults.get(number), any -> new TreeMap<>())
                        .merge(endings.get(number).get(), 1, Integer::sum);
            }
            byFault.forEach((fault, ended) ->
                    assertThat(ended.keySet()).as(fault.name()).containsExactly(expected(fault, inDoubt)));
            assertThat(byFault.keySet()).containsExactly(Fault.values());
            return ledger.finish();
        } finally {
            threads.shutdownNow();
        }
    }

    /** Asks as an engine does: with more room when the answer was cut off, once more when it makes no sense. */
    private static String ending(LlmClient client, int number) {
        LlmQuestion question = new LlmQuestion(
                "episode " + number / 4,
                "stub-1",
                PROMPT,
                List.of(new PromptMessage(Role.USER, "Question " + number)),
                512);
        LlmAnswer answer = client.ask(question);
        if (answer.failure() != null && answer.failure().code() == ErrorCode.LLM_TRUNCATED) {
            answer = client.ask(question.withMaxOutputTokens(1_024));
        } else if ("no".equals(answer.text())) {
            answer = client.ask(question.continuedBy("no", "Answer yes."));
        }
        return answer.failure() == null
                ? String.valueOf(answer.text())
                : answer.failure().code().name();
    }

    private static String expected(Fault fault, InDoubt inDoubt) {
        if (fault == Fault.FILTER) {
            return "LLM_REFUSED";
        }
        boolean resent = inDoubt == InDoubt.RESEND;
        return switch (fault) {
            case RESET, STALL -> resent ? "yes" : "LLM_IN_DOUBT";
            case CUT_JSON, EMPTY, HTML -> resent ? "yes" : "LLM_BAD_ENVELOPE";
            default -> "yes";
        };
    }

    private Reply reply(Request request, List<Fault> faults) {
        arrivals.add(clock.millis());
        String text = request.body().at("/messages/0/content").asText();
        Fault fault = faults.get(Integer.parseInt(text.replace("Question ", "")));
        boolean followUp = request.body().path("max_tokens").asInt() > 512
                || request.body().path("messages").size() > 1;
        String key = request.headers().get("idempotency-key");
        boolean first = !followUp && seen.add(key);
        if (!first || fault.billed) {
            bill.computeIfAbsent(key, any -> new AtomicInteger()).incrementAndGet();
        }
        return first ? reply(fault) : StubLlmServer.content("yes");
    }

    private static Reply reply(Fault fault) {
        return switch (fault) {
            case NONE -> StubLlmServer.content("yes");
            case RATE_LIMIT -> StubLlmServer.status(429, "{}", "Retry-After", "1");
            case SERVER_ERROR -> StubLlmServer.status(529, "");
            case RESET -> StubLlmServer.reset();
            case CUT_JSON -> StubLlmServer.status(200, "{\"choices\":[{\"mess");
            case LENGTH -> StubLlmServer.finished("ye", "length");
            case STALL -> StubLlmServer.stallAfterHead();
            case EMPTY -> StubLlmServer.status(200, "");
            case HTML -> StubLlmServer.status(200, "<html>Welcome</html>");
            case FILTER -> StubLlmServer.finished("", "content_filter");
            case INVALID -> StubLlmServer.content("no");
        };
    }

    private static List<Fault> faults(int questions) {
        List<Fault> faults = new ArrayList<>();
        for (Fault fault : Fault.values()) {
            faults.addAll(Collections.nCopies(fault.of5000 * questions / 5_000, fault));
        }
        faults.addAll(Collections.nCopies(questions - faults.size(), Fault.NONE));
        Collections.shuffle(faults, new Random(20261125));
        // Complaints about the rate come together and last, so that most requests leave at the full rate.
        faults.sort(Comparator.comparing(fault -> fault == Fault.RATE_LIMIT));
        return faults;
    }

    private LlmClient client(RunLedger ledger, String executor, LlmConfig config) {
        LocalLedgerFiles files = new LocalLedgerFiles();
        Ledger own = new Ledger(
                ledger.desk().window(executor),
                new LedgerSegments(files, executor),
                new LedgerReader(files),
                new PriceTariff(PRICES));
        return new ProviderClient(config, own, clock, new Random(7), clock);
    }

    private static LlmConfig config(StubLlmServer server, InDoubt inDoubt) {
        return StubConfig.of(server)
                .deadline(Duration.ofSeconds(3))
                .inDoubt(inDoubt)
                .rate(REQUESTS_PER_MINUTE, 100_000_000)
                .build();
    }

    private int billed() {
        return bill.values().stream().mapToInt(AtomicInteger::get).sum();
    }

    private int duplicates() {
        return bill.values().stream().mapToInt(count -> count.get() - 1).sum();
    }

    private int mostInAMinute() {
        List<Long> sent = arrivals.stream().sorted().toList();
        int most = 0;
        for (int first = 0, last = 0; last < sent.size(); last++) {
            while (sent.get(last) - sent.get(first) >= 60_000) {
                first++;
            }
            most = Math.max(most, last - first + 1);
        }
        return most;
    }
}
