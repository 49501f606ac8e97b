package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.RecognitionOptions;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.WindowTranscript;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.FileMediaSource;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import io.linernotes.enrichment.audio.speech.SpectralVoiceActivityDetector;
import io.linernotes.enrichment.audio.speech.SpeechWindows;
import io.linernotes.enrichment.audio.speech.VoiceActivityDetector;
import io.linernotes.enrichment.transcript.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** People whom the embedded model has never heard: it may write nonsense, but it has to say so. */
@Tag("nightly")
@EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
class RealSpeechTest {
    private static final Path GOLD = Path.of(System.getProperty("linernotes.shared", "../../shared"), "gold");

    @Test
    void flagsMostOfWhatItCannotKnowAndHearsTheSameInLosslessCopies() throws IOException {
        int segments = 0;
        int flagged = 0;
        int copies = 0;
        Map<String, String> texts = new HashMap<>();
        try (SpeechRecognizer recognizer = WhisperModels.open(AsrConfig.DEFAULTS)) {
            for (String set : List.of("asr-jfk", "asr-librivox-sonnets", "asr-multilingual", "asr-ljspeech")) {
                for (JsonNode item : items(set)) {
                    List<Segment> found = recognised(
                            recognizer,
                            GOLD.resolve(set).resolve(item.path("audio").asText()));
                    segments += found.size();
                    flagged += (int) found.stream()
                            .filter(segment -> !segment.flags().isEmpty())
                            .count();
                    String text = found.stream().map(Segment::text).collect(Collectors.joining(" "));
                    texts.put(item.path("id").asText(), text);
                    String other = texts.get(item.path("same_as").asText());
                    // A lossy copy has other samples, which flip nonsense as they like.
                    if (other != null && item.path("audio").asText().matches(".*/LJ.*wav")) {
                        assertThat(text).as(item.path("audio").asText()).isEqualTo(other);
                        copies++;
                    }
                }
            }
        }
        System.out.printf("%d segments, %d flagged%n", segments, flagged);
        assertThat(copies).isEqualTo(16);
        assertThat((double) flagged / segments)
                .as("flagged share of %s segments", segments)
                .isGreaterThan(0.85);
    }

    private static List<JsonNode> items(String set) throws IOException {
        Path file = GOLD.resolve(set).resolve("items.jsonl");
        if (!Files.exists(file)) {
            Assumptions.abort("Recordings of real speech are not here: " + set);
        }
        List<JsonNode> items = new ArrayList<>();
        for (String line : Files.readAllLines(file)) {
            items.add(new JsonMapper().readTree(line));
        }
        return items;
    }

    private static List<Segment> recognised(SpeechRecognizer recognizer, Path file) {
        List<SpeechWindow> windows = new ArrayList<>();
        try (AudioStream stream = new LibavAudioDecoder(DecodingConfig.DEFAULTS).open(new FileMediaSource(file));
                VoiceActivityDetector voices = new SpectralVoiceActivityDetector()) {
            new SpeechWindows(stream, voices).forEachRemaining(windows::add);
        }
        return recognizer.recognize(windows, RecognitionOptions.NONE).stream()
                .map(WindowTranscript::segments)
                .flatMap(List::stream)
                .toList();
    }
}
