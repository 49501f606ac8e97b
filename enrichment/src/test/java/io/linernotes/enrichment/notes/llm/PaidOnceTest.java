package io.linernotes.enrichment.notes.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.llm.LlmClient;
import io.linernotes.enrichment.llm.LlmConfig;
import io.linernotes.enrichment.llm.LlmQuestion;
import io.linernotes.enrichment.llm.ProviderClient;
import io.linernotes.enrichment.llm.SensibleModel;
import io.linernotes.enrichment.llm.StubConfig;
import io.linernotes.enrichment.llm.StubLlmServer;
import io.linernotes.enrichment.llm.StubVendor;
import io.linernotes.enrichment.llm.ledger.CallDesk;
import io.linernotes.enrichment.llm.ledger.Claim;
import io.linernotes.enrichment.llm.ledger.Decision;
import io.linernotes.enrichment.llm.ledger.Ledger;
import io.linernotes.enrichment.llm.ledger.LedgerReader;
import io.linernotes.enrichment.llm.ledger.LedgerSegments;
import io.linernotes.enrichment.llm.ledger.LocalLedgerFiles;
import io.linernotes.enrichment.llm.ledger.Place;
import io.linernotes.enrichment.llm.ledger.Settlement;
import io.linernotes.enrichment.llm.ledger.Tariff;
import io.linernotes.enrichment.llm.ledger.TokenCounts;
import io.linernotes.enrichment.notes.EpisodeNotes;
import io.linernotes.enrichment.notes.LlmCall;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.evidence.EvidenceVerifier;
import io.linernotes.enrichment.transcript.Sentence;
import io.linernotes.prompts.PromptCatalog;
import io.linernotes.prompts.PromptMessage;
import io.linernotes.prompts.PromptMessage.Role;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is asked again when an episode is written again, with a ledger. */
@Timeout(120)
class PaidOnceTest {
    /** In the second of two windows, in no chapter's first sentence. */
    private static final int LATE = 700;

    @TempDir
    Path folder;

    private StubLlmServer server = new StubLlmServer(new SensibleModel());
    private final Map<String, Place> answers = new HashMap<>();

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void asksNothingTheSecondTimeAndWritesTheSameNotes(StubVendor vendor) {
        server.close();
        server = StubLlmServer.of(vendor, new SensibleModel());
        NotesRequest episode = Episodes.lasting(60);
        EpisodeNotes first = engine(client()).write(episode);
        assertThat(server.requests()).hasSize(4);

        EpisodeNotes second = engine(client()).write(episode);

        assertThat(server.requests()).hasSize(4);
        assertThat(second.chapters()).isEqualTo(first.chapters()).hasSizeGreaterThan(5);
        assertThat(second.summaries()).isEqualTo(first.summaries());
        assertThat(second.calls()).allSatisfy(call -> {
            assertThat(call.attempts()).isZero();
            assertThat(call.payment().fromLedger()).isTrue();
            assertThat(call.outcome()).isEqualTo(LlmCall.OK);
        });
    }

    @Test
    void asksOnlyTheTaskWhosePromptChanged() {
        NotesRequest episode = Episodes.lasting(60);
        engine(client()).write(episode);
        LlmClient plain = client();

        engine(question -> plain.ask(
                        question.prompt().id().task().equals("notes") ? withAnotherPrompt(question) : question))
                .write(episode);

        assertThat(tasksSince(4)).containsExactly("notes");
    }

    @Test
    void asksOnlyForTheWindowsThatHoldAChangedSentence() {
        NotesRequest episode = Episodes.lasting(60);
        engine(client()).write(episode);
        assertThat(tasksSince(0)).containsExactly("chapters", "chapters", "consistency", "notes");
        assertThat(transcriptOf(0)).doesNotContain("S" + LATE + " ");
        assertThat(transcriptOf(1)).contains("S" + LATE + " ");

        engine(client()).write(withOtherWords(episode, LATE));

        // The whole episode is read for the table of contents and the notes, so that they hold it too.
        assertThat(tasksSince(4)).containsExactly("chapters", "consistency", "notes");
        assertThat(transcriptOf(4)).contains("S" + LATE + " Quite other words are said here.");
    }

    private static LlmQuestion withAnotherPrompt(LlmQuestion question) {
        List<PromptMessage> messages = new ArrayList<>(question.messages());
        messages.set(0, new PromptMessage(Role.SYSTEM, messages.get(0).text() + " Be brief."));
        return new LlmQuestion(
                question.episode(), question.model(), question.prompt(), messages, question.maxOutputTokens());
    }

    private static NotesRequest withOtherWords(NotesRequest request, int number) {
        List<Sentence> sentences = new ArrayList<>(request.sentences());
        Sentence old = sentences.get(number - 1);
        sentences.set(number - 1, new Sentence(number, old.range(), "Quite other words are said here.", old.speaker()));
        return new NotesRequest(request.metadata(), sentences, request.creatorChapters());
    }

    private List<String> tasksSince(int request) {
        return server.requests().stream()
                .skip(request)
                .map(sent -> sent.body().at("/response_format/json_schema/name").asText())
                .toList();
    }

    private String transcriptOf(int request) {
        JsonNode messages = server.requests().get(request).body().path("messages");
        return messages.path(messages.size() - 1).path("content").asText();
    }

    private LlmNotesEngine engine(LlmClient client) {
        return new LlmNotesEngine(client, new PromptCatalog(), new EvidenceVerifier(null, 0), List.of(), config());
    }

    private LlmClient client() {
        LocalLedgerFiles files = new LocalLedgerFiles();
        Ledger ledger = new Ledger(new Memory(), new LedgerSegments(files, "0"), new LedgerReader(files), new Free());
        return new ProviderClient(config(), ledger, Clock.systemUTC(), new Random(7), wait -> {});
    }

    private LlmConfig config() {
        return StubConfig.of(server).maxOutputTokens(4_000).build();
    }

    /** Grants what has no answer. */
    private final class Memory implements CallDesk {
        private int granted;

        @Override
        public Decision claim(Claim claim) {
            Place answer = answers.get(claim.key());
            return answer != null
                    ? new Decision.Done(answer, false)
                    : new Decision.Granted("1-" + ++granted, 0, folder.toString());
        }

        @Override
        public @Nullable Place reply(String key) {
            return answers.get(key);
        }

        @Override
        public void settle(Settlement settlement) {
            if (settlement.reply() != null) {
                answers.put(settlement.key(), settlement.reply());
            }
        }
    }

    private record Free() implements Tariff {
        @Override
        public String currency() {
            return "USD";
        }

        @Override
        public BigDecimal worst(String model, long inputTokens, long maxOutputTokens) {
            return BigDecimal.ZERO;
        }

        @Override
        public BigDecimal cost(String asked, @Nullable String answered, TokenCounts tokens) {
            return BigDecimal.ZERO;
        }
    }
}
