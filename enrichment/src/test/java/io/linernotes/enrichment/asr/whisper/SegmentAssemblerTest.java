package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableDoubleArray;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.timeline.TimeRange;
import io.linernotes.enrichment.transcript.RecognitionQuality;
import io.linernotes.enrichment.transcript.Segment;
import io.linernotes.enrichment.transcript.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SegmentAssemblerTest {
    private static final RecognitionQuality GOOD = new RecognitionQuality(-0.1, 0.01, 1.5, 0);
    /** Ten seconds that begin 60 s into the recording. */
    private static final SpeechWindow WINDOW = new SpeechWindow(3, 960_000, new short[160_000]);

    private final WhisperTokenizer tokenizer = new WhisperTokenizer(Fixtures.FOLDER.json("tokenizer.json"));
    /** Words, punctuation and spaces. */
    private final List<Integer> anyText =
            tokenizer.encode(" The lighthouse keeper's (old) garden, isn't it? \"Yes!\" - 12 bees... and  café.\n");

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

    /** Whatever the decoder says, also what its rules forbid. */
    @Test
    void keepsTimesInOrderAndTextCompleteForAnyTokens() {
        Random random = new Random(4);
        int texts = 0;
        for (int round = 0; round < 10_000; round++) {
            int samples = 1 + random.nextInt(SpeechWindow.MAX_SAMPLES);
            SpeechWindow window = new SpeechWindow(0, random.nextInt(1 << 30), new short[samples]);
            Decoded decoded = anything(random);

            List<Segment> segments = assembler.segments(window, decoded);

            long before = Math.round(window.startSample() / 16.0);
            for (Segment segment : segments) {
                assertThat(segment.range().startMs()).as("round %s", round).isGreaterThanOrEqualTo(before);
                before = segment.range().startMs();
                for (Word word : segment.words()) {
                    assertThat(word.range().startMs()).as("round %s", round).isGreaterThanOrEqualTo(before);
                    before = word.range().endMs();
                }
                assertThat(segment.range().endMs()).as("round %s", round).isGreaterThanOrEqualTo(before);
                before = segment.range().endMs();
            }
            assertThat(before).isLessThanOrEqualTo(Math.round((window.startSample() + samples) / 16.0));
            // A time between the bytes of a character leaves none of it.
            String all = tokenizer.decode(decoded.tokens()).replaceAll("[^!-~]", "");
            assertThat(segments.stream()
                            .map(Segment::text)
                            .collect(Collectors.joining())
                            .replaceAll("[^!-~]", ""))
                    .isEqualTo(all);
            texts += all.isEmpty() ? 0 : 1;
        }
        assertThat(texts).isGreaterThan(9000);
    }

    /** Up to 60 tokens, a third of them times; frames as an alignment gives them, or none. */
    private Decoded anything(Random random) {
        ImmutableList.Builder<Integer> tokens = ImmutableList.builder();
        ImmutableDoubleArray.Builder probabilities = ImmutableDoubleArray.builder();
        int text = 0;
        for (int i = random.nextInt(60); i >= 0; i--) {
            boolean time = random.nextInt(3) == 0;
            tokens.add(
                    time
                            ? tokenizer.special().firstTimestamp() + random.nextInt(1501)
                            : anyText.get(random.nextInt(anyText.size())));
            probabilities.add(random.nextDouble());
            text += time ? 0 : 1;
        }
        List<Integer> frames = new ArrayList<>();
        if (text > 0 && random.nextBoolean()) {
            int frame = 0;
            for (int i = 0; i <= text; i++) {
                frames.add(Math.min(1500, frame += random.nextInt(3) * random.nextInt(40)));
            }
        }
        return new Decoded("en", 1, tokens.build(), probabilities.build(), ImmutableList.copyOf(frames), GOOD);
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
