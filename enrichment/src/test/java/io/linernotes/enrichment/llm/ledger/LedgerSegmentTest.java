package io.linernotes.enrichment.llm.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.ledger.LedgerEntry.Kind;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerSegmentTest {
    private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");
    private static final LedgerFiles FILES = new LocalLedgerFiles();
    private static final LedgerReader READER = new LedgerReader(FILES);

    @TempDir
    Path folder;

    private String file;

    @BeforeEach
    void name() {
        file = folder.resolve("segments/000001/0-a.jsonl").toString();
    }

    @Test
    void givesBackEveryEntryAndTheTextOfAReply() {
        String body = "{\"choices\":[\"Grüße\\n\u2028\"]}";
        Place place;
        try (LedgerSegment segment = LedgerSegment.create(FILES, file)) {
            segment.append(intent("k1", "1-1"));
            place = segment.append(result(intent("k1", "1-1")).withReply(body));
        }

        List<LedgerEntry> entries = entries();
        assertThat(entries).extracting(LedgerEntry::kind).containsExactly(Kind.INTENT, Kind.RESULT);
        assertThat(entries.get(0)).isEqualTo(intent("k1", "1-1"));
        assertThat(entries.get(1).cost()).isEqualByComparingTo("0.000000123");
        assertThat(entries.get(1).tokens()).isEqualTo(new TokenCounts(10L, null, null, 5L));
        assertThat(READER.reply(place, "k1")).satisfies(reply -> {
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.body()).isEqualTo(body);
        });
    }

    @Test
    void refusesAReplyThatAnswersSomethingElse() {
        Place place;
        try (LedgerSegment segment = LedgerSegment.create(FILES, file)) {
            place = segment.append(result(intent("k1", "1-1")).withReply("{}"));
        }

        assertThatThrownBy(() -> READER.reply(place, "k2"))
                .isInstanceOf(EnrichmentException.class)
                .hasMessage("The ledger of paid requests is damaged: file = %s, byte = 0", file);
    }

    @Test
    void ignoresALastLineThatIsCutAnywhere() throws IOException {
        try (LedgerSegment segment = LedgerSegment.create(FILES, file)) {
            segment.append(intent("k1", "1-1"));
            segment.append(result(intent("k1", "1-1")).withReply("{}"));
        }
        byte[] whole = Files.readAllBytes(Path.of(file));
        int second = 1 + new String(whole, java.nio.charset.StandardCharsets.UTF_8).indexOf('\n');

        for (int length = second; length < whole.length; length++) {
            Files.write(Path.of(file), Arrays.copyOf(whole, length));
            assertThat(entries())
                    .as("cut after %s of %s bytes", length, whole.length)
                    .hasSize(1);
        }
    }

    @Test
    void findsDamageBeforeTheLastLine() throws IOException {
        try (LedgerSegment segment = LedgerSegment.create(FILES, file)) {
            segment.append(intent("k1", "1-1"));
            segment.append(intent("k2", "1-2"));
        }
        byte[] bytes = Files.readAllBytes(Path.of(file));
        bytes[20] ^= 1;
        Files.write(Path.of(file), bytes);

        assertThatThrownBy(this::entries)
                .isInstanceOfSatisfying(
                        EnrichmentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LEDGER_MISMATCH))
                .hasMessage("The ledger of paid requests is damaged: file = %s, byte = 0", file);
    }

    @Test
    void neverWritesIntoAFileThatIsThere() throws IOException {
        Files.createDirectories(Path.of(file).getParent());
        Files.writeString(Path.of(file), "mine");

        assertThatThrownBy(() -> LedgerSegment.create(FILES, file))
                .isInstanceOf(EnrichmentException.class)
                .hasMessage(
                        "The ledger of paid requests cannot be written: file = %s, reason = FileAlreadyExistsException",
                        file);
        assertThat(Path.of(file)).hasContent("mine");
    }

    @Test
    void writesNothingMoreAfterAWriteFailed() throws IOException {
        FaultyFile faulty = new FaultyFile();
        LedgerSegment segment = LedgerSegment.create(new OneFile(faulty), file);
        segment.append(intent("k1", "1-1"));
        faulty.broken = true;

        assertThatThrownBy(() -> segment.append(intent("k2", "1-2"))).hasMessageContaining("reason = IOException");
        faulty.broken = false;

        assertThatThrownBy(() -> segment.append(intent("k3", "1-3"))).hasMessageContaining("reason = IOException");
        assertThat(faulty.appended).hasSize(1);
    }

    @Test
    void isOnDiskWhenAnAppendReturnsHoweverManyWrite() throws Exception {
        FaultyFile counting = new FaultyFile();
        LedgerSegment segment = LedgerSegment.create(new OneFile(counting), file);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < 400; i++) {
                String claim = "1-" + i;
                all.add(threads.submit(() -> {
                    Place place = segment.append(intent("k", claim));
                    return counting.forcedBytes() >= place.offset() + place.length();
                }));
            }
            for (Future<Boolean> done : all) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void takesAnAnswerForTheLastWordInWhateverOrderSegmentsAreRead() {
        LedgerEntry intent = intent("k", "1-1");
        LedgerEntry doubt = intent.ended(Kind.INDOUBT, NOW, null, "LLM_IN_DOUBT", 0, null);
        for (List<LedgerEntry> order :
                List.of(List.of(intent, doubt, result(intent)), List.of(result(intent), doubt, intent))) {
            LedgerBook book = new LedgerBook();
            order.forEach(entry -> book.add(entry, new Place(file, 0, 1)));

            assertThat(book.postings()).hasSize(1);
            assertThat(book.count(Kind.RESULT)).isEqualTo(1);
            assertThat(book.spent(entry -> true)).isEqualByComparingTo("0.000000123");
        }
    }

    @Test
    void countsWhatWasReservedWhereNobodyKnowsTheCost() {
        LedgerEntry intent = intent("k", "1-1");

        assertThat(intent.spent()).isEqualByComparingTo("0.02");
        assertThat(intent.ended(Kind.INDOUBT, NOW, null, "x", 0, null).spent()).isEqualByComparingTo("0.02");
        assertThat(intent.ended(Kind.UNUSABLE, NOW, null, "x", 200, null).spent())
                .isEqualByComparingTo("0.02");
        assertThat(intent.ended(Kind.FAILURE, NOW, null, "x", 429, null).spent())
                .isZero();
    }

    private List<LedgerEntry> entries() {
        List<LedgerEntry> entries = new ArrayList<>();
        READER.read(file, (entry, place) -> entries.add(entry));
        return entries;
    }

    private static LedgerEntry intent(String key, String claim) {
        Claim asked = new Claim(key, "episode", "service", new BigDecimal("0.02"), 100, Duration.ofSeconds(1));
        return LedgerEntry.intent(asked, claim, NOW, "stub-1", "USD");
    }

    private static LedgerEntry result(LedgerEntry intent) {
        return intent.ended(
                Kind.RESULT, NOW, new BigDecimal("0.000000123"), null, 200, new TokenCounts(10L, null, null, 5L));
    }

    /** Keeps what is appended in memory, and can fail. */
    private static final class FaultyFile implements LedgerFiles.AppendedFile {
        private final List<byte[]> appended = new ArrayList<>();
        private boolean broken;
        private long bytes;
        private long forced;

        @Override
        public synchronized void append(byte[] line) throws IOException {
            if (broken) {
                throw new IOException("No space left on device");
            }
            appended.add(line);
            bytes += line.length;
        }

        @Override
        public synchronized void force() {
            forced = bytes;
        }

        synchronized long forcedBytes() {
            return forced;
        }

        @Override
        public void close() {}
    }

    private record OneFile(FaultyFile file) implements LedgerFiles {
        @Override
        public AppendedFile create(String name) {
            return file;
        }

        @Override
        public java.io.InputStream open(String name, long offset) throws IOException {
            throw new IOException("Not for reading");
        }

        @Override
        public List<String> list(String name) {
            return List.of();
        }
    }
}
