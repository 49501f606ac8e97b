package io.linernotes.enrichment.transcript;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.timeline.TimeRange;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SentenceSplitterTest {
    @Test
    void cutsASegmentWhereASentenceEnds() {
        SentencedTranscript result = split(cue(0, 4000, "Bees vote. They dance to show a place."));

        assertThat(texts(result)).containsExactly("Bees vote.", "They dance to show a place.");
        assertThat(result.segments()).extracting(Segment::text).containsExactlyElementsOf(texts(result));
        assertThat(result.sentenceNumbers()).containsExactly(1, 2);
    }

    @Test
    void joinsASentenceThatSpansSegments() {
        SentencedTranscript result = split(
                cue(0, 1000, "The river turned nine"),
                cue(1000, 2000, "wheels in his village. Then it"),
                cue(2000, 3000, "stopped."));

        assertThat(texts(result)).containsExactly("The river turned nine wheels in his village.", "Then it stopped.");
        assertThat(result.sentenceNumbers()).containsExactly(1, 1, 2, 2);
    }

    @Test
    void showsNothingInvisibleInASentence() {
        SentencedTranscript result = split(
                cue(0, 1000, "Be\u00ADes \u202Evote\u202C.\u2028They\u0007dance\uDB40\uDC41 \uD800here."),
                cue(1000, 2000, "\u200B\u2060 \u0000"));

        assertThat(texts(result)).containsExactly("Bees vote.", "They dance here.");
    }

    @Test
    void spreadsTimeOverCharactersWithoutWords() {
        SentencedTranscript result = split(cue(1000, 3000, "Aaaa bbb. Cccc ddd."));

        assertThat(result.sentences().get(0).range()).isEqualTo(new TimeRange(1000, 1947));
        assertThat(result.sentences().get(1).range()).isEqualTo(new TimeRange(2052, 3000));
    }

    @Test
    void takesTimesFromWords() {
        List<Word> words = List.of(
                word(0, 200, "Bees"), word(200, 500, "vote."), word(3000, 3300, "They"), word(3300, 3900, "dance."));
        Segment segment = new Segment(new TimeRange(0, 4000), "Bees vote. They dance.", words, null, null, List.of());

        SentencedTranscript result = split(segment);

        assertThat(result.sentences())
                .extracting(Sentence::range)
                .containsExactly(new TimeRange(0, 500), new TimeRange(3000, 3900));
        assertThat(result.segments().get(1).words()).containsExactlyElementsOf(words.subList(2, 4));
    }

    @Test
    void endsASentenceWhereTheSpeakerChanges() {
        SentencedTranscript result =
                split(spoken(0, 1000, "Ada", "and then you"), spoken(1000, 2000, "Tom", "Wait for it"));

        assertThat(texts(result)).containsExactly("and then you", "Wait for it");
        assertThat(result.sentences()).extracting(Sentence::speaker).containsExactly("Ada", "Tom");
    }

    @Test
    void doesNotEndASentenceAtAnAbbreviation() {
        SentencedTranscript result =
                split(cue(0, 9000, "Dr. Smith met Mr. Jones, e.g. in the U.S. Army. Mrs. Hill came vs. the others."));

        assertThat(texts(result))
                .containsExactly("Dr. Smith met Mr. Jones, e.g. in the U.S. Army.", "Mrs. Hill came vs. the others.");
    }

    @Test
    void joinsAOneWordSentenceToTheNext() {
        assertThat(texts(split(cue(0, 2000, "Right. Let us begin now.")))).containsExactly("Right. Let us begin now.");
        assertThat(texts(split(cue(0, 1000, "Right."), cue(5000, 7000, "Let us begin now."))))
                .as("not across a long pause")
                .containsExactly("Right.", "Let us begin now.");
    }

    @Test
    void cutsTextWithoutPunctuationAtPauses() {
        List<Word> words = new ArrayList<>();
        for (int i = 0; i < 90; i++) {
            long start = i * 300L + (i >= 30 ? 2000 : 0) + (i >= 60 ? 2000 : 0);
            words.add(word(start, start + 280, "word" + i));
        }
        String text = words.stream().map(Word::text).collect(Collectors.joining(" "));

        SentencedTranscript result = split(new Segment(new TimeRange(0, 40_000), text, words, null, null, List.of()));

        assertThat(texts(result)).hasSize(3).satisfies(sentences -> {
            assertThat(sentences.get(1)).startsWith("word30 ");
            assertThat(sentences.get(2)).startsWith("word60 ");
        });
    }

    @Test
    void boundsSentencesOfScriptsWithoutSpaces() {
        String text = "蜂は春になると巣を離れて新しい家を探します".repeat(20);

        SentencedTranscript result = split(cue(0, 60_000, text));

        assertThat(result.sentences())
                .hasSizeGreaterThan(3)
                .allSatisfy(sentence -> assertThat(sentence.text().length()).isLessThanOrEqualTo(100));
        assertThat(String.join("", texts(result))).isEqualTo(text);
    }

    @Test
    void splitsJapaneseSentences() {
        assertThat(texts(split(cue(0, 4000, "蜂は踊ります。とても速いです。")))).containsExactly("蜂は踊ります。", "とても速いです。");
    }

    @Test
    void keepsEveryCharacterAndStartsEverySentenceAtASegment() {
        List<Segment> segments = IntStream.range(0, 200)
                .mapToObj(i -> spoken(
                        i * 1000L,
                        i * 1000L + 900,
                        i % 7 < 4 ? "Ada" : null,
                        "Part " + i + (i % 3 == 0 ? " ends. Next" : " goes")))
                .toList();

        SentencedTranscript result = SentenceSplitter.split(new Transcript("en", segments));

        assertThat(result.segments().stream().map(Segment::text).collect(Collectors.joining(" ")))
                .isEqualTo(segments.stream().map(Segment::text).collect(Collectors.joining(" ")));
        for (Sentence sentence : result.sentences()) {
            int first = result.sentenceNumbers().indexOf(sentence.number());
            assertThat(result.segments().get(first).range().startMs())
                    .isEqualTo(sentence.range().startMs());
        }
        assertThat(result.sentences())
                .extracting(Sentence::number)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, result.sentences().size())
                                .boxed()
                                .toList());
    }

    @Test
    void hasNoSentencesWithoutText() {
        assertThat(split(cue(0, 1000, "  ")).sentences()).isEmpty();
        assertThat(split().segments()).isEmpty();
    }

    private static SentencedTranscript split(Segment... segments) {
        return SentenceSplitter.split(new Transcript(null, List.of(segments)));
    }

    private static List<String> texts(SentencedTranscript transcript) {
        return transcript.sentences().stream().map(Sentence::text).toList();
    }

    private static Segment cue(long startMs, long endMs, String text) {
        return spoken(startMs, endMs, null, text);
    }

    private static Segment spoken(long startMs, long endMs, @Nullable String speaker, String text) {
        return new Segment(new TimeRange(startMs, endMs), text, List.of(), speaker, null, List.of());
    }

    private static Word word(long startMs, long endMs, String text) {
        return new Word(new TimeRange(startMs, endMs), text, 0.9, false);
    }
}
