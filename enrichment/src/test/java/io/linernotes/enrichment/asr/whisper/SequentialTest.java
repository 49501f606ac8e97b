package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.base.Ticker;
import io.linernotes.enrichment.audio.SpeechWindow;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The segments of openai/whisper's {@code transcribe()}: one window after the other, each beginning where the last
 * complete segment of the one before ended. The product cuts windows at pauses instead; this walk is here to compare
 * tokens, segment by segment, over whole recordings.
 */
class SequentialTest {
    private static final int FRAMES = 3000;
    private static final int BANDS = 80;
    private static final int HOP = 160;
    /** Frames at either end of a computed stretch that its borders may have touched. */
    private static final int RIM = 50;

    /** A segment in seconds from the start of the recording. */
    private record Stretch(double start, double end, String text) {}

    @ParameterizedTest
    @ValueSource(strings = {"long-way-round", "lighthouse-garden", "field-notes-bees"})
    void givesTheSegmentsOfTheReference(String episode) {
        List<JsonNode> expected = new ArrayList<>();
        for (JsonNode candidate : Fixtures.json("sequential.json").path("episodes")) {
            if (candidate.path("episode").asText().equals(episode)) {
                candidate.path("segments").forEach(expected::add);
                // The reference keeps the place of a segment that it emptied.
                expected.removeIf(segment -> segment.path("text").asText().isBlank());
            }
        }

        List<Stretch> found = transcribe(Fixtures.pcm(episode));

        assertThat(found)
                .extracting(Stretch::text)
                .containsExactlyElementsOf(expected.stream()
                        .map(segment -> segment.path("text").asText().strip())
                        .toList());
        for (int i = 0; i < found.size(); i++) {
            assertThat(found.get(i).start())
                    .isCloseTo(expected.get(i).path("start").asDouble(), within(0.0201));
            assertThat(found.get(i).end()).isCloseTo(expected.get(i).path("end").asDouble(), within(0.0201));
        }
    }

    private static List<Stretch> transcribe(short[] pcm) {
        int frames = pcm.length / HOP;
        float[][] mel = mel(pcm, frames);
        List<Stretch> segments = new ArrayList<>();
        int seek = 0;
        while (seek < frames) {
            int size = Math.min(FRAMES, frames - seek);
            Decoded decoded = decode(slice(mel, seek, size), size * HOP);
            seek += decoded.silent() ? size : add(segments, decoded.tokens(), seek, size);
        }
        return segments;
    }

    /** Adds the segments of a window; the number of frames to go on. */
    private static int add(List<Stretch> segments, List<Integer> tokens, int seek, int size) {
        int first = ReferenceRun.MODEL.tokenizer().special().firstTimestamp();
        List<Integer> cuts = new ArrayList<>();
        for (int i = 1; i < tokens.size(); i++) {
            if (tokens.get(i - 1) >= first && tokens.get(i) >= first) {
                cuts.add(i);
            }
        }
        int last = tokens.size() - 1;
        boolean complete = last >= 1 && tokens.get(last) >= first && tokens.get(last - 1) < first;
        if (cuts.isEmpty()) {
            int end = tokens.stream()
                    .filter(token -> token > first)
                    .reduce((a, b) -> b)
                    .orElse(first + size / 2);
            addOne(segments, tokens, seek, 0, (end - first) * 2);
            return size;
        }
        if (complete) {
            cuts.add(tokens.size());
        }
        int from = 0;
        for (int cut : cuts) {
            List<Integer> part = tokens.subList(from, cut);
            addOne(segments, part, seek, (part.get(0) - first) * 2, (part.get(part.size() - 1) - first) * 2);
            from = cut;
        }
        return complete ? size : (tokens.get(from - 1) - first) * 2;
    }

    private static void addOne(List<Stretch> segments, List<Integer> tokens, int seek, int start, int end) {
        String text = ReferenceRun.MODEL.tokenizer().decode(tokens).strip();
        if (!text.isEmpty() && start != end) {
            segments.add(new Stretch((seek + start) / 100.0, (seek + end) / 100.0, text));
        }
    }

    private static Decoded decode(float[] mel, int samples) {
        WordAligner aligner = new WordAligner(
                ReferenceRun.FLOATS.sessions(), ReferenceRun.MODEL.tokenizer().special(), 1500);
        return new WindowDecoder(
                        ReferenceRun.MODEL,
                        ReferenceRun.FLOATS.sessions(),
                        8,
                        SearchOptions.GREEDY,
                        aligner,
                        Ticker.systemTicker())
                .decode(window -> mel, new int[] {samples}, DecodingRequest.ANY)
                .get(0);
    }

    /** Beyond the recording the reference puts zeros into the features, not into the sound. */
    private static float[] slice(float[][] mel, int seek, int size) {
        float[] slice = new float[BANDS * FRAMES];
        for (int band = 0; band < BANDS; band++) {
            System.arraycopy(mel[band], seek, slice, band * FRAMES, size);
        }
        return slice;
    }

    /**
     * Features of a whole recording, with one maximum for all of it. Windows' features are undone for that: what they cut
     * off below their own maximum lies below the larger one too.
     */
    private static float[][] mel(short[] pcm, int frames) {
        LogMelSpectrogram spectrogram = new LogMelSpectrogram(BANDS);
        float[][] mel = new float[BANDS][frames];
        int step = FRAMES - 2 * RIM;
        for (int from = 0; from < frames; from += step) {
            int lead = from == 0 ? 0 : RIM;
            int begin = (from - lead) * HOP;
            short[] part = Arrays.copyOfRange(pcm, begin, begin + FRAMES * HOP);
            float[] features = spectrogram.of(WhisperRecognizer.samples(new SpeechWindow(0, begin, part)));
            for (int band = 0; band < BANDS; band++) {
                int count = Math.min(step, frames - from);
                System.arraycopy(features, band * FRAMES + lead, mel[band], from, count);
            }
        }
        float max = Float.NEGATIVE_INFINITY;
        for (float[] band : mel) {
            for (float value : band) {
                max = Math.max(max, value);
            }
        }
        for (float[] band : mel) {
            for (int frame = 0; frame < frames; frame++) {
                band[frame] = Math.max(band[frame], max - 2);
            }
        }
        return mel;
    }
}
