package io.linernotes.enrichment.asr.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.AsrConfig.Precision;
import io.linernotes.enrichment.asr.RecognitionOptions;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.WindowTranscript;
import io.linernotes.enrichment.asr.model.GraphCache;
import io.linernotes.enrichment.asr.model.ModelFolder;
import io.linernotes.enrichment.asr.model.ModelsConfig;
import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.audio.SpeechWindow;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class GraphBuildingTest {
    private static final WhisperModel MODEL = WhisperModels.model(Fixtures.FOLDER);

    @TempDir
    private Path folder;

    private ModelsConfig config = ModelsConfig.DEFAULTS;

    @BeforeEach
    void keepToTheFolder() {
        config = new ModelsConfig(
                "http://127.0.0.1:1",
                folder.resolve("models").toString(),
                folder.resolve("cache").toString());
    }

    static List<TinyWhisper> kinds() {
        return List.of(
                new TinyWhisper(TinyWhisper.sizes(80, 2, 2), "F32", 1, false),
                new TinyWhisper(TinyWhisper.sizes(80, 3, 1), "F16", 1, true),
                new TinyWhisper(TinyWhisper.sizes(128, 1, 3), "BF16", 1, true),
                new TinyWhisper(TinyWhisper.sizes(128, 4, 2), "F16", 3, false));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void buildsAndRunsEveryKindOfModelFromItsFilesAlone(TinyWhisper kind) throws IOException {
        Path model = kind.write(folder.resolve("model"));
        AsrConfig asr = TinyWhisper.settings(model.toString(), Precision.INT8, 2, true);

        try (SpeechRecognizer recognizer = WhisperModels.open(asr, config)) {
            List<WindowTranscript> transcripts =
                    recognizer.recognize(List.of(noise(0), noise(1)), RecognitionOptions.NONE);

            assertThat(transcripts).hasSize(2);
            assertThat(transcripts)
                    .allSatisfy(transcript -> assertThat(transcript.language())
                            .isIn(kind.multilingual() ? List.of("en", "de") : List.of("en")));
        }
        assertThat(WhisperModels.describe(ModelFolder.open(model.toString())).dims())
                .isEqualTo("64 x %d+%d"
                        .formatted(kind.sizes().encoderLayers(), kind.sizes().decoderLayers()));
    }

    @ParameterizedTest
    @EnumSource(Precision.class)
    void writesTheSameBytesTwice(Precision precision) throws IOException {
        ModelFolder model = ModelFolder.open(
                TinyWhisper.ENGLISH.write(folder.resolve("model")).toString());

        Path first = WhisperModels.build(model, precision, new GraphCache(folder.resolve("a")))
                .folder();
        Path second = WhisperModels.build(model, precision, new GraphCache(folder.resolve("b")))
                .folder();

        assertThat(contents(first)).hasSize(5).isEqualTo(contents(second));
        assertThat(first.getFileName()).isEqualTo(second.getFileName());
    }

    @Test
    void buildsTheSameFromWeightsInOneFileAsInThree() throws IOException {
        TinyWhisper whole = TinyWhisper.ENGLISH;
        TinyWhisper split = new TinyWhisper(whole.sizes(), whole.type(), 3, whole.multilingual());
        GraphCache cache = new GraphCache(folder.resolve("cache"));

        Path first =
                WhisperModels.build(open(whole, "whole"), Precision.FP32, cache).folder();
        Path second =
                WhisperModels.build(open(split, "split"), Precision.FP32, cache).folder();

        assertThat(first).isNotEqualTo(second);
        assertThat(contents(first).get("decoder.data"))
                .isEqualTo(contents(second).get("decoder.data"));
        assertThat(contents(first).get("encoder.onnx"))
                .isEqualTo(contents(second).get("encoder.onnx"));
    }

    @Test
    void calculatesTheSameFromFilesAsInMemory() throws IOException {
        GraphPlan plan = GraphPlan.of(MODEL, Arithmetic.FLOATS);
        float[] mel = new LogMelSpectrogram(80).of(WhisperRecognizer.samples(noise(0)));
        Path files = Files.createDirectory(folder.resolve("graphs"));
        try (var weights = Fixtures.FOLDER.weights()) {
            plan.write(weights, files);
        }

        DecoderCache.Size cache = DecoderCache.Size.of(MODEL.sizes(), 1, false);
        try (WhisperSessions fromFiles = new WhisperSessions(WhisperGraphs.files(plan, files), cache, 1);
                WhisperSessions inMemory =
                        WhisperModels.sessions(Fixtures.FOLDER, MODEL, Arithmetic.FLOATS, cache, 1)) {
            assertThat(fromFiles.hidden(mel)).containsExactly(inMemory.hidden(mel), within(0f));
        }
        assertThat(Files.size(files.resolve("decoder.onnx"))).isLessThan(200_000);
        assertThat(Files.size(files.resolve("decoder.data"))).isGreaterThan(50_000_000);
    }

    @Test
    void takesGraphsFromTheCacheWhenAModelIsOpenedAgain() throws IOException {
        Path model = TinyWhisper.ENGLISH.write(folder.resolve("model"));
        AsrConfig asr = TinyWhisper.settings(model.toString(), Precision.FP32, 1, false);
        WhisperModels.open(asr, config).close();
        Path set = onlySet();
        // A time that no build would leave; a folder's number can be given to the next folder.
        FileTime longAgo = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
        Files.setLastModifiedTime(set.resolve("decoder.data"), longAgo);

        WhisperModels.open(asr, config).close();
        assertThat(Files.getLastModifiedTime(onlySet().resolve("decoder.data"))).isEqualTo(longAgo);

        Files.writeString(set.resolve("decoder.data"), "no constants");
        Files.setLastModifiedTime(set.resolve("decoder.data"), longAgo);
        WhisperModels.open(asr, config).close();
        assertThat(Files.getLastModifiedTime(onlySet().resolve("decoder.data"))).isNotEqualTo(longAgo);
        assertThat(onlySet().resolve("decoder.data"))
                .content(StandardCharsets.ISO_8859_1)
                .isNotEqualTo("no constants");
    }

    @Test
    void buildsInMemoryWhereTheCacheCannotBeUsed() throws IOException {
        Path model = TinyWhisper.ENGLISH.write(folder.resolve("model"));
        Files.writeString(folder.resolve("cache"), "a file where the folder should be");
        AsrConfig asr = TinyWhisper.settings(model.toString(), Precision.FP32, 1, false);

        try (SpeechRecognizer recognizer = WhisperModels.open(asr, config)) {
            assertThat(recognizer.recognize(List.of(noise(0)), RecognitionOptions.NONE))
                    .hasSize(1);
        }
    }

    @Test
    void namesGraphsByAllThatTheyDependOn() {
        GraphPlan floats = GraphPlan.of(MODEL, Arithmetic.FLOATS);
        GraphPlan integers = GraphPlan.of(MODEL, Arithmetic.INTEGERS);
        GraphPlan narrow = GraphPlan.of(MODEL, Arithmetic.NARROW_INTEGERS);

        assertThat(List.of(floats.key("m"), integers.key("m"), narrow.key("m"), floats.key("n")))
                .doesNotHaveDuplicates();
        assertThat(floats.key("m")).isEqualTo(floats.key("m"));
    }

    private ModelFolder open(TinyWhisper kind, String name) throws IOException {
        return ModelFolder.open(kind.write(folder.resolve(name)).toString());
    }

    private Path onlySet() throws IOException {
        try (Stream<Path> sets = Files.list(folder.resolve("cache"))) {
            List<Path> all = sets.toList();
            assertThat(all).hasSize(1);
            return all.get(0);
        }
    }

    private static Map<String, ByteBuffer> contents(Path folder) throws IOException {
        Map<String, ByteBuffer> contents = new TreeMap<>();
        List<Path> files;
        try (Stream<Path> children = Files.list(folder)) {
            files = children.toList();
        }
        for (Path file : files) {
            contents.put(file.getFileName().toString(), ByteBuffer.wrap(Files.readAllBytes(file)));
        }
        return contents;
    }

    private static SpeechWindow noise(int index) {
        Random random = new Random(index);
        short[] pcm = new short[32_000];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (random.nextGaussian() * 3000);
        }
        return new SpeechWindow(index, 480_000L * index, pcm);
    }
}
