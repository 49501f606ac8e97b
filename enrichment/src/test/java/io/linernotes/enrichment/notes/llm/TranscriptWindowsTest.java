package io.linernotes.enrichment.notes.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.llm.TokenCounter;
import io.linernotes.enrichment.notes.NotesRequest;
import io.linernotes.enrichment.notes.evidence.SentenceSpan;
import io.linernotes.enrichment.recording.EpisodeMetadata;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.Sentence;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TranscriptWindowsTest {
    @ParameterizedTest
    @ValueSource(ints = {200, 500, 1_000, 5_000, 1_000_000})
    void coversEverySentenceOnceAndStaysInsideTheBudget(int budget) {
        NotesRequest request = Episodes.lasting(30);
        EpisodeText text = new EpisodeText(request, new TokenCounter());

        List<SentenceSpan> windows = new TranscriptWindows(request.sentences(), text, budget).split();

        int next = 1;
        for (SentenceSpan window : windows) {
            assertThat(window.first()).isEqualTo(next);
            assertThat(text.tokens(TranscriptWindows.withOverlap(window))).isLessThanOrEqualTo(budget);
            next = window.last() + 1;
        }
        assertThat(next).isEqualTo(request.sentences().size() + 1);
    }

    @Test
    void makesWindowsOfAboutEqualSize() {
        NotesRequest request = Episodes.lasting(60);
        EpisodeText text = new EpisodeText(request, new TokenCounter());

        List<SentenceSpan> windows = new TranscriptWindows(request.sentences(), text, 12_000).split();

        assertThat(windows).hasSize(2);
        assertThat((double) text.tokens(windows.get(0)) / text.tokens(windows.get(1)))
                .isBetween(0.7, 1.4);
    }

    @Test
    void cutsAtTheLongestPauseNearTheDueEnd() {
        List<Sentence> sentences = new ArrayList<>();
        for (int number = 1; number <= 100; number++) {
            long start = number * 1_000L + (number > 47 ? 5_000 : 0);
            sentences.add(new Sentence(number, new TimeRange(start, start + 900), "We walk along the river.", null));
        }
        NotesRequest request = new NotesRequest(EpisodeMetadata.NONE, sentences, List.of());
        EpisodeText text = new EpisodeText(request, new TokenCounter());
        int budget = text.tokens(new SentenceSpan(1, 60));

        List<SentenceSpan> windows = new TranscriptWindows(sentences, text, budget).split();

        assertThat(windows).containsExactly(new SentenceSpan(1, 47), new SentenceSpan(48, 100));
    }

    @Test
    void givesASentenceThatIsTooLargeAWindowOfItsOwn() {
        String large = String.join(" ", Collections.nCopies(400, "river"));
        NotesRequest request = Episodes.of(List.of("Short one.", large, "Short two."));
        EpisodeText text = new EpisodeText(request, new TokenCounter());

        List<SentenceSpan> windows = new TranscriptWindows(request.sentences(), text, 100).split();

        assertThat(windows).containsExactly(new SentenceSpan(1, 1), new SentenceSpan(2, 2), new SentenceSpan(3, 3));
    }
}
