package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.RecognitionQuality;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Word;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentAssemblerTest {
    private static final RecognitionQuality GOOD = new RecognitionQuality(-0.1, 0.01, 1.5, 0);
    /** Ten seconds that begin 60 s into the recording. */
    private static final SpeechWindow WINDOW = new SpeechWindow(3, 960_000, new short[160_000]);

    private final WhisperTokenizer tokenizer = new WhisperTokenizer(Fixtures.FOLDER.json("tokenizer.json"));
    private final SegmentAssembler assembler = new SegmentAssembler(tokenizer);

    @Test
    void cutsAtTimestampsOnTheSourceClock() {
        List<Segment> segments = assembler.segments(
                WINDOW, decoded(GOOD, List.of(), time(1), " The sea.", time(2.5), time(3), " The road.", time(4)));

        assertThat(segments).extracting(Segment::text).containsExactly("The sea.", "The road.");
        assertThat(segments)
                .extracting(Segment::range)
                .containsExactly(new TimeRange(61_000, 62_500), new TimeRange(63_000, 64_000));
    }

    @Test
    void keepsTextThatLacksItsEnd() {
        List<Segment> segments = assembler.segments(WINDOW, decoded(GOOD, List.of(), time(1), " The sea"));

        assertThat(segments).extracting(Segment::text).containsExactly("The sea");
        assertThat(segments.get(0).range()).isEqualTo(new TimeRange(61_000, 70_000));
    }

    @Test
    void staysInsideTheWindow() {
        List<Segment> segments = assembler.segments(WINDOW, decoded(GOOD, List.of(), time(1), " The sea.", time(29)));

        assertThat(segments.get(0).range().endMs()).isEqualTo(70_000);
    }

    @Test
    void givesNothingWhereNobodySpeaks() {
        RecognitionQuality silent = new RecognitionQuality(-1.2, 0.9, 1, 0);

        assertThat(assembler.segments(WINDOW, decoded(silent, List.of(), time(1), " The sea.", time(2))))
                .isEmpty();
    }

    @Test
    void givesPunctuationToItsWordWithoutThePauseAfterIt() {
        // The three tokens begin at 1, 1.2 and 1.4 s; the full stop swallows a pause of four seconds.
        List<Segment> segments =
                assembler.segments(WINDOW, decoded(GOOD, List.of(50, 60, 70, 270), time(1), " The sea.", time(5.4)));

        assertThat(segments.get(0).words()).extracting(Word::text).containsExactly("The", "sea.");
        assertThat(segments.get(0).words())
                .extracting(Word::range)
                .containsExactly(new TimeRange(61_000, 61_200), new TimeRange(61_200, 61_400));
        assertThat(segments.get(0).range()).isEqualTo(new TimeRange(61_000, 61_400));
    }

    private Decoded decoded(RecognitionQuality quality, List<Integer> frames, Object... parts) {
        ImmutableList.Builder<Integer> tokens = ImmutableList.builder();
        for (Object part : parts) {
            if (part instanceof Integer token) {
                tokens.add(token);
            } else {
                tokens.addAll(tokenizer.encode((String) part));
            }
        }
        ImmutableList<Integer> all = tokens.build();
        return new Decoded(
                "en",
                1,
                all,
                ImmutableDoubleArray.copyOf(IntStream.range(0, all.size()).mapToDouble(i -> 0.5)),
                ImmutableList.copyOf(frames),
                quality);
    }

    private int time(double seconds) {
        return tokenizer.special().firstTimestamp() + (int) Math.round(seconds * 50);
    }
}
