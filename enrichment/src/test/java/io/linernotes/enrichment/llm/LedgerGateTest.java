package io.linernotes.enrichment.llm;

import static io.linernotes.enrichment.llm.StubLlmServer.content;
import static io.linernotes.enrichment.llm.StubLlmServer.finished;
import static io.linernotes.enrichment.llm.StubLlmServer.reset;
import static io.linernotes.enrichment.llm.StubLlmServer.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.failure.ErrorCode;
import io.linernotes.enrichment.llm.StubLlmServer.Reply;
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
import io.linernotes.prompts.Prompt;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptId;
import io.linernotes.prompts.PromptMessage;
import io.linernotes.prompts.PromptMessage.Role;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is written down, asked and told around a request, over real HTTP. */
@Timeout(60)
class LedgerGateTest {
    private static final Prompt PROMPT = new PromptCatalog().prompt(PromptId.CHAPTERS);
    private static final LlmQuestion QUESTION =
            new LlmQuestion("night-kitchen", "stub-1", PROMPT, List.of(new PromptMessage(Role.USER, "S1 Hello.")), 512);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC);
    private static final LocalLedgerFiles FILES = new LocalLedgerFiles();

    @TempDir
    Path folder;

    private final StubLlmServer server = new StubLlmServer();
    private final ScriptedDesk desk = new ScriptedDesk();
    private final List<Duration> waits = new ArrayList<>();

    @AfterEach
    void stop() {
        server.close();
    }

    static Stream<Arguments> endings() {
        return Stream.of(
                arguments("good", content("{}"), Kind.RESULT, null),
                arguments("length", finished("{", "length"), Kind.RESULT, ErrorCode.LLM_TRUNCATED),
                arguments("filter", finished("", "content_filter"), Kind.RESULT, ErrorCode.LLM_REFUSED),
                arguments("HTML", status(200, "<html>"), Kind.UNUSABLE, ErrorCode.LLM_BAD_ENVELOPE),
                arguments("reset", reset(), Kind.INDOUBT, ErrorCode.LLM_UNAVAILABLE),
                arguments("429", status(429, ""), Kind.FAILURE, ErrorCode.LLM_RATE_LIMITED),
                arguments("500", status(500, ""), Kind.FAILURE, ErrorCode.LLM_UNAVAILABLE),
                arguments("400", status(400, ""), Kind.FAILURE, ErrorCode.LLM_REQUEST_REJECTED),
                arguments("401", status(401, ""), Kind.FAILURE, ErrorCode.LLM_AUTH));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("endings")
    void writesDownHowEachKindOfReplyEnds(String name, Reply reply, Kind kind, @Nullable ErrorCode code) {
        server.script(reply);

        client(1).ask(QUESTION);

        List<LedgerEntry> entries = entries();
        assertThat(entries).as(name).extracting(LedgerEntry::kind).containsExactly(Kind.INTENT, kind);
        assertThat(entries.get(1).code()).isEqualTo(code == null ? null : code.name());
        assertThat(entries.get(1).reply() != null).isEqualTo(kind == Kind.RESULT);
        assertThat(desk.settled).singleElement().satisfies(settlement -> {
            assertThat(settlement.kind()).isEqualTo(kind);
            assertThat(settlement.code()).isEqualTo(code);
            assertThat(settlement.claim()).isEqualTo("1-1");
        });
    }

    @Test
    void hasItsIntentOnDiskBeforeTheRequestArrives() {
        List<LedgerEntry> seen = new ArrayList<>();
        server.script(socket -> {
            seen.addAll(entries());
            content("{}").writeTo(socket);
        });

        client(1).ask(QUESTION);

        assertThat(seen).singleElement().satisfies(entry -> {
            assertThat(entry.kind()).isEqualTo(Kind.INTENT);
            assertThat(entry.episode()).isEqualTo("night-kitchen");
            assertThat(entry.reserved()).isGreaterThan(new BigDecimal("0.5"));
        });
    }

    @Test
    void isAnsweredFromTheLedgerWithoutARequestTheSecondTime() {
        LlmAnswer first = client(1).ask(QUESTION);
        desk.decisions.add(new Decision.Done(desk.settled.get(0).reply(), false));

        LlmAnswer second = client(1).ask(QUESTION);

        assertThat(server.requests()).hasSize(1);
        assertThat(second.text()).isEqualTo(first.text()).isEqualTo("{\"chapters\":[]}");
        assertThat(second.call().attempts()).isZero();
        assertThat(second.call().payment().fromLedger()).isTrue();
        assertThat(second.call().payment().settled()).isZero();
        assertThat(second.call().inputTokens()).isEqualTo(1_200);
        assertThat(first.call().payment().billed()).isEqualTo(1);
        assertThat(first.call().payment().settled()).isEqualByComparingTo("1.28");
        assertThat(first.call().payment().ledgerKey())
                .isEqualTo(second.call().payment().ledgerKey())
                .isEqualTo(entries().get(0).key());
    }

    @Test
    void sendsNothingThatIsDenied() {
        desk.decisions.add(new Decision.Denied(ErrorCode.LLM_BUDGET, "the cap per run is reached"));

        LlmAnswer answer = client(4).ask(QUESTION);

        assertThat(server.requests()).isEmpty();
        assertThat(answer.failure().code()).isEqualTo(ErrorCode.LLM_BUDGET);
        assertThat(answer.failure().message()).isEqualTo("The request was not sent: the cap per run is reached");
        assertThat(answer.call().attempts()).isZero();
        assertThat(answer.call().outcome()).isEqualTo("LLM_BUDGET");
    }

    @Test
    void countsALostReplyThoughTheRequestIsNotSentAgain() {
        server.script(reset());
        desk.decisions.add(new Decision.Granted("1-1", 0, segments()));
        desk.decisions.add(new Decision.Denied(ErrorCode.LLM_IN_DOUBT, "it may have been billed"));

        LlmAnswer answer = client(4).ask(QUESTION);

        assertThat(server.requests()).hasSize(1);
        assertThat(answer.failure().message()).isEqualTo("The request was not sent again: it may have been billed");
        assertThat(answer.call().attempts()).isEqualTo(1);
        assertThat(answer.call().payment().inDoubt()).isEqualTo(1);
        assertThat(answer.call().payment().held()).isEqualTo(entries().get(0).reserved());
    }

    @Test
    void waitsAsLongAsTheDeskSays() {
        desk.decisions.add(new Decision.Busy(300));
        desk.decisions.add(new Decision.Granted("1-1", 700, segments()));

        client(1).ask(QUESTION);

        assertThat(waits).containsExactly(Duration.ofMillis(300), Duration.ofMillis(700));
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void tellsTheDeskHowLongTheServiceWantsToBeLeftAlone() {
        server.script(status(429, "", "Retry-After", "7"));

        client(1).ask(QUESTION);

        assertThat(desk.settled.get(0).retryAfterMs()).isEqualTo(7_000);
    }

    @Test
    void sendsNothingThatCannotBeWrittenDown() throws IOException {
        Files.writeString(folder.resolve("segments"), "a file in the way");

        assertThatThrownBy(() -> client(4).ask(QUESTION))
                .isInstanceOfSatisfying(
                        EnrichmentException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.STORAGE_UNSAFE));
        assertThat(server.requests()).isEmpty();
        assertThat(desk.settled).singleElement().satisfies(settlement -> {
            assertThat(settlement.kind()).isEqualTo(Kind.FAILURE);
            assertThat(settlement.code()).isNull();
        });
    }

    private LlmClient client(int maxAttempts) {
        LlmConfig config = StubConfig.of(server)
                .deadline(Duration.ofSeconds(5))
                .maxAttempts(maxAttempts)
                .build();
        Ledger ledger =
                new Ledger(desk, new LedgerSegments(FILES, "0"), new LedgerReader(FILES), new OneDollarPerThousand());
        return new ProviderClient(config, ledger, CLOCK, new Random(7), wait -> {
            if (!wait.isZero()) {
                waits.add(wait);
            }
        });
    }

    private String segments() {
        return folder.resolve("segments").toString();
    }

    private List<LedgerEntry> entries() {
        List<LedgerEntry> entries = new ArrayList<>();
        try {
            for (String name : FILES.list(segments())) {
                new LedgerReader(FILES).read(segments() + "/" + name, (entry, place) -> entries.add(entry));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return entries;
    }

    /** Grants everything that it was not told to treat otherwise. */
    private final class ScriptedDesk implements CallDesk {
        private final Deque<Decision> decisions = new ArrayDeque<>();
        private final List<Settlement> settled = new ArrayList<>();
        private int granted;

        @Override
        public Decision claim(Claim claim) {
            Decision scripted = decisions.poll();
            return scripted != null ? scripted : new Decision.Granted("1-" + ++granted, 0, segments());
        }

        @Override
        public @Nullable Place reply(String key) {
            return null;
        }

        @Override
        public void settle(Settlement settlement) {
            settled.add(settlement);
        }
    }

    /** A price that makes round figures. */
    private record OneDollarPerThousand() implements Tariff {
        @Override
        public String currency() {
            return "USD";
        }

        @Override
        public BigDecimal worst(String model, long inputTokens, long maxOutputTokens) {
            return BigDecimal.valueOf(inputTokens + maxOutputTokens, 3);
        }

        @Override
        public @Nullable BigDecimal cost(String asked, @Nullable String answered, TokenCounts tokens) {
            return tokens.input() == null || tokens.output() == null
                    ? null
                    : BigDecimal.valueOf(tokens.input() + tokens.output(), 3);
        }
    }
}
