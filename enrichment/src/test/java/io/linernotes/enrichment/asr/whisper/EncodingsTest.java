package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.AsrConfig.Precision;
import io.linernotes.enrichment.asr.RecognitionOptions;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.WindowTranscript;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.FileMediaSource;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import io.linernotes.enrichment.audio.speech.SpectralVoiceActivityDetector;
import io.linernotes.enrichment.audio.speech.SpeechWindows;
import io.linernotes.enrichment.audio.speech.VoiceActivityDetector;
import io.linernotes.enrichment.transcript.Segment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same recordings, in voices that the embedded model knows, in several encodings and sampling rates. */
@Tag("nightly")
@EnabledIfSystemProperty(named = "linernotes.nightly", matches = "true")
class EncodingsTest {
    private static final Path DEMO = Path.of("../jobs/src/main/resources/demo");
    private static final Map<String, String> ENCODINGS = new TreeMap<>(Map.of(
            "44.wav", "-ar 44100 -ac 2",
            "24.wav", "-ar 44100 -c:a pcm_s24le",
            "48.flac", "-ar 48000",
            "128.mp3", "-ar 44100 -b:a 128k",
            "64.mp3", "-ar 24000 -b:a 64k",
            "128.m4a", "-ar 44100 -b:a 128k"));

    @TempDir
    Path folder;

    /** The goal is 0.5 % for both; integers do not reach it with this model, which is often near a tie. */
    @ParameterizedTest
    @CsvSource({"FP32, 0.5", "INT8, 0.8"})
    void givesTheSameTextInEveryEncoding(Precision precision, double mostPercent) {
        long edits = 0;
        long characters = 0;
        AsrConfig config = TinyWhisper.settings("whisper-nano.en", precision, 8, false);
        try (SpeechRecognizer recognizer = WhisperModels.open(config)) {
            for (String name : List.of("long-way-round.mp3", "lighthouse-garden.m4b", "field-notes-bees.opus")) {
                Path original =
                        Ffmpeg.convert(DEMO.resolve(name), folder.resolve(name + ".wav"), "-ar", "16000", "-ac", "1");
                String expected = text(recognizer, original);
                for (Map.Entry<String, String> encoding : ENCODINGS.entrySet()) {
                    Path copy = Ffmpeg.convert(
                            original,
                            folder.resolve(name + "." + encoding.getKey()),
                            encoding.getValue().split(" "));
                    int different = distance(expected, text(recognizer, copy));
                    System.out.printf(
                            "%s %s %s: %d of %d characters%n",
                            precision, name, encoding.getKey(), different, expected.length());
                    edits += different;
                    characters += expected.length();
                }
            }
        }
        System.out.printf("%s: %.2f %%%n", precision, 100.0 * edits / characters);
        assertThat(characters).isGreaterThan(40_000);
        assertThat(100.0 * edits / characters).isLessThan(mostPercent);
    }

    private static String text(SpeechRecognizer recognizer, Path file) {
        List<SpeechWindow> windows = new ArrayList<>();
        try (AudioStream stream = new LibavAudioDecoder(DecodingConfig.DEFAULTS).open(new FileMediaSource(file));
                VoiceActivityDetector voices = new SpectralVoiceActivityDetector()) {
            new SpeechWindows(stream, voices).forEachRemaining(windows::add);
        }
        return recognizer.recognize(windows, RecognitionOptions.NONE).stream()
                .map(WindowTranscript::segments)
                .flatMap(List::stream)
                .map(Segment::text)
                .collect(Collectors.joining(" "));
    }

    /** Insertions, deletions and replacements. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
