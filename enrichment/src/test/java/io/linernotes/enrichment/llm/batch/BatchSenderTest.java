package io.linernotes.enrichment.llm.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.llm.AwaitedRequest;
import io.linernotes.enrichment.llm.LlmBatches;
import io.linernotes.enrichment.llm.batch.StubBatchServer.Fate;
import io.linernotes.enrichment.llm.ledger.CallDesk;
import io.linernotes.enrichment.llm.ledger.Claim;
import io.linernotes.enrichment.llm.ledger.Decision;
import io.linernotes.enrichment.llm.ledger.Ledger;
import io.linernotes.enrichment.llm.ledger.LedgerEntry;
import io.linernotes.enrichment.llm.ledger.LedgerEntry.Kind;
import io.linernotes.enrichment.llm.ledger.LedgerReader;
import io.linernotes.enrichment.llm.ledger.LedgerSegments;
import io.linernotes.enrichment.llm.ledger.LocalLedgerFiles;
import io.linernotes.enrichment.llm.ledger.Place;
import io.linernotes.enrichment.llm.ledger.Settlement;
import io.linernotes.enrichment.llm.ledger.Tariff;
import io.linernotes.enrichment.llm.ledger.TokenCounts;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Batches over real sockets and a ledger on disk, on a clock that the waits move. */
@Timeout(60)
class BatchSenderTest {
    private static final LlmBatches LIMITS = new LlmBatches(3, Duration.ofHours(24), Duration.ofMinutes(5));

    @TempDir
    Path folder;

    private final StubBatchServer server =
            new StubBatchServer(body -> "re: " + body.path("q").asText());
    private final Desk desk = new Desk();
    private Instant now = Instant.parse("2026-11-21T08:00:00Z");
    private boolean dies;

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void writesEveryAnswerDownAtThePriceOfABatch() throws Exception {
        int answered = sender().send(requests("a", "b", "c"));

        assertThat(answered).isEqualTo(3);
        assertThat(entries(Kind.INTENT))
                .hasSize(3)
                .allSatisfy(entry -> assertThat(entry.batch()).startsWith("linernotes-1-1-"));
        assertThat(entries(Kind.RESULT))
                .hasSize(3)
                .allSatisfy(entry -> assertThat(entry.cost()).isEqualByComparingTo("0.640"));
        assertThat(desk.replies.keySet()).containsExactlyInAnyOrder(key("a"), key("b"), key("c"));
        assertThat(server.batches()).isEqualTo(1);
    }

    @Test
    void everyRequestEndsOnce() throws Exception {
        Map<String, Fate> fates = Map.of(
                key("a"), Fate.ANSWERED_TWICE,
                key("b"), Fate.REJECTED,
                key("c"), Fate.NONSENSE,
                key("d"), Fate.FORGOTTEN,
                key("e"), Fate.FAILED);
        server.fates(fates::get);

        assertThat(sender().send(requests("a", "b", "c", "d", "e"))).isEqualTo(1);

        assertThat(ends())
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        key("a"), Kind.RESULT,
                        key("b"), Kind.FAILURE,
                        key("c"), Kind.UNUSABLE,
                        key("d"), Kind.INDOUBT,
                        key("e"), Kind.FAILURE));
        assertThat(new LedgerReader(new LocalLedgerFiles())
                        .reply(desk.replies.get(key("a")), key("a"))
                        .body())
                .contains("re: a");
    }

    @Test
    void keepsWhatCameBeforeTheServiceGaveUp() throws Exception {
        server.ending("expired");

        assertThat(sender().send(requests("a", "b", "c", "d"))).isEqualTo(2);

        assertThat(ends().values()).containsExactlyInAnyOrder(Kind.RESULT, Kind.RESULT, Kind.FAILURE, Kind.FAILURE);
    }

    @Test
    void cancelsAtTheDeadlineAndKeepsWhatIsThere() throws Exception {
        server.doneAfter(Integer.MAX_VALUE);

        assertThat(sender().send(requests("a", "b", "c", "d"))).isEqualTo(2);

        assertThat(server.requests()).anyMatch(request -> request.endsWith("/batches/batch_1/cancel"));
        assertThat(Duration.between(Instant.parse("2026-11-21T08:00:00Z"), now))
                .isBetween(Duration.ofHours(24), Duration.ofHours(25));
    }

    @Test
    void findsABatchWhoseSubmissionBroughtNoReply() throws Exception {
        server.losingReplies(true);

        assertThat(sender().send(requests("a", "b"))).isEqualTo(2);
        assertThat(server.batches()).isEqualTo(1);
    }

    @Test
    void aBatchThatNeverArrivedCostNothing() throws Exception {
        server.forgettingBatches(true);

        assertThat(sender().send(requests("a", "b"))).isZero();
        assertThat(ends().values()).containsOnly(Kind.FAILURE);
    }

    @Test
    void goesOnWithTheBatchOfARunThatDied() throws Exception {
        dies = true;
        try {
            sender().send(requests("a", "b"));
        } catch (InterruptedException e) {
            dies = false;
        }
        assertThat(entries(Kind.RESULT)).isEmpty();
        List<LedgerEntry> intents = entries(Kind.INTENT);

        int answered = sender().takeUp(Map.of(String.valueOf(intents.get(0).batch()), intents));

        assertThat(answered).isEqualTo(2);
        assertThat(server.batches()).isEqualTo(1);
        assertThat(server.billed())
                .containsOnlyKeys(key("a"), key("b"))
                .allSatisfy((key, times) -> assertThat(times).isEqualTo(1));
    }

    @Test
    void aBatchThatDiedBeforeItLeftCostNothing() throws Exception {
        LedgerEntry intent =
                LedgerEntry.intent(claim("a"), "1-1", now, "stub-1", "USD").inBatch("never-sent");

        assertThat(sender().takeUp(Map.of("never-sent", List.of(intent)))).isZero();

        assertThat(ends()).containsExactly(Map.entry(key("a"), Kind.FAILURE));
    }

    @Test
    void leavesOutWhatTheDeskRefuses() throws Exception {
        desk.refused.add(key("b"));

        assertThat(sender().send(requests("a", "b"))).isEqualTo(1);
        assertThat(server.batched()).hasSize(1);
    }

    BatchEndpoint endpoint(String baseUrl) {
        return new OpenAiBatchEndpoint(baseUrl, null, Duration.ofSeconds(10));
    }

    private BatchSender sender() {
        LocalLedgerFiles files = new LocalLedgerFiles();
        Ledger ledger = new Ledger(desk, new LedgerSegments(files, "desk"), new LedgerReader(files), new Half());
        return new BatchSender(
                endpoint(server.baseUrl()), ledger, folder.toString(), LIMITS, new WaitedClock(), wait -> {
                    if (dies) {
                        throw new InterruptedException("killed");
                    }
                    now = now.plus(wait);
                });
    }

    private static List<AwaitedRequest> requests(String... names) {
        return Stream.of(names)
                .map(name -> new AwaitedRequest(claim(name), "stub-1", "{\"q\":\"%s\"}".formatted(name)))
                .toList();
    }

    private static Claim claim(String name) {
        return new Claim(key(name), "episode", "batches", BigDecimal.ONE, 0, Duration.ofHours(24));
    }

    private static String key(String name) {
        return name.repeat(64);
    }

    private List<LedgerEntry> entries(Kind kind) throws IOException {
        LocalLedgerFiles files = new LocalLedgerFiles();
        List<LedgerEntry> entries = new ArrayList<>();
        for (String name : files.list(folder.toString())) {
            new LedgerReader(files).read(folder + "/" + name, (entry, place) -> entries.add(entry));
        }
        return entries.stream().filter(entry -> entry.kind() == kind).toList();
    }

    /** How each request ended; fails where one ended twice. */
    private Map<String, Kind> ends() throws IOException {
        Map<String, Kind> ends = new HashMap<>();
        for (Kind kind : List.of(Kind.RESULT, Kind.UNUSABLE, Kind.FAILURE, Kind.INDOUBT)) {
            for (LedgerEntry entry : entries(kind)) {
                assertThat(ends.put(entry.key(), kind)).isNull();
            }
        }
        return ends;
    }

    private final class Desk implements CallDesk {
        private final Map<String, Place> replies = new HashMap<>();
        private final Set<String> refused = new HashSet<>();
        private int granted;

        @Override
        public Decision claim(Claim claim) {
            return refused.contains(claim.key())
                    ? new Decision.Busy(100)
                    : new Decision.Granted("1-" + ++granted, 0, folder.toString());
        }

        @Override
        public @Nullable Place reply(String key) {
            return replies.get(key);
        }

        @Override
        public void settle(Settlement settlement) {
            if (settlement.reply() != null) {
                replies.put(settlement.key(), settlement.reply());
            }
        }
    }

    private final class WaitedClock extends Clock {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** A dollar per thousand tokens, and half of it in batches. */
    private record Half() implements Tariff {
        @Override
        public String currency() {
            return "USD";
        }

        @Override
        public BigDecimal worst(String model, long inputTokens, long maxOutputTokens) {
            return BigDecimal.ONE;
        }

        @Override
        public BigDecimal batchShare(String model) {
            return new BigDecimal("0.5");
        }

        @Override
        public @Nullable BigDecimal cost(String asked, @Nullable String answered, TokenCounts tokens) {
            return tokens.input() == null || tokens.output() == null
                    ? null
                    : BigDecimal.valueOf(tokens.input() + tokens.output(), 3);
        }
    }
}
