package io.linernotes.enrichment.asr.whisper;

import static org.bytedeco.ffmpeg.global.avcodec.av_packet_alloc;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.google.common.base.Ticker;
import io.linernotes.enrichment.asr.AsrConfig;
import io.linernotes.enrichment.asr.RecognitionOptions;
import io.linernotes.enrichment.asr.SpeechRecognizer;
import io.linernotes.enrichment.asr.whisper.graph.Arithmetic;
import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.FileMediaSource;
import io.linernotes.enrichment.audio.SpeechWindow;
import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import io.linernotes.enrichment.embedding.MiniLmEmbedder;
import io.linernotes.enrichment.failure.EnrichmentException;
import io.linernotes.enrichment.onnx.OnnxRuntime;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * Does all that takes memory outside of the heap, well and badly, and counts what is left; then leaks one object of each
 * library and counts again.
 */
final class OpenNativesProgram {
    private OpenNativesProgram() {}

    /**
     * Prints a line per class and count.
     *
     * @param arguments a folder to write to, and a recording
     */
    public static void main(String[] arguments) throws IOException, OrtException {
        Path folder = Path.of(arguments[0]);
        short[] speech = decode(Path.of(arguments[1]), 10);
        abandonAndFail(folder, Path.of(arguments[1]));
        recognise(speech);
        failInWindows();
        failToOpen();
        try (MiniLmEmbedder embedder = new MiniLmEmbedder()) {
            embedder.embed(List.of("A sentence.", "Another sentence, somewhat longer."));
        }
        print("after work", folder);

        OnnxTensor tensor = OnnxTensor.createTensor(OnnxRuntime.environment(), new float[] {1});
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        var packet = av_packet_alloc();
        print("after leaks", folder);
        options.close();
        tensor.close();
        packet.close();
        long collections = ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(collector -> collector.getCollectionCount())
                .sum();
        System.out.println("collections " + collections);
    }

    private static void print(String when, Path folder) throws IOException {
        OpenNatives.count(folder)
                .forEach((name, count) ->
                        System.out.println(when + "|" + name + "|" + count.made() + "|" + count.open()));
    }

    private static short[] decode(Path file, int seconds) {
        float[] buffer = new float[AudioStream.SAMPLE_RATE];
        short[] pcm = new short[seconds * buffer.length];
        int length = 0;
        try (AudioStream stream = new LibavAudioDecoder(DecodingConfig.DEFAULTS).open(new FileMediaSource(file))) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                for (int i = 0; i < read && length < pcm.length; i++) {
                    pcm[length++] = (short) (buffer[i] * Short.MAX_VALUE);
                }
            }
        }
        return pcm;
    }

    private static void abandonAndFail(Path folder, Path file) throws IOException {
        byte[] whole = Files.readAllBytes(file);
        byte[] torn = whole.clone();
        Arrays.fill(torn, torn.length / 3, torn.length / 2, (byte) 0x5a);
        byte[] header = Arrays.copyOf("RIFF....WAVEfmt ".getBytes(StandardCharsets.US_ASCII), 300);
        LibavAudioDecoder decoder = new LibavAudioDecoder(DecodingConfig.DEFAULTS);
        for (byte[] content : List.of(whole, torn, header, new byte[5_000])) {
            Path source = Files.write(folder.resolve("source"), content);
            try (AudioStream stream = decoder.open(new FileMediaSource(source))) {
                stream.read(new float[AudioStream.SAMPLE_RATE]);
            } catch (EnrichmentException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** Also in a thread that is interrupted, as those of killed tasks are. */
    private static void recognise(short[] speech) {
        List<SpeechWindow> windows = List.of(new SpeechWindow(0, 0, speech));
        try (SpeechRecognizer recognizer = WhisperModels.open(AsrConfig.DEFAULTS)) {
            recognizer.recognize(windows, RecognitionOptions.NONE);
            Thread.currentThread().interrupt();
            recognizer.recognize(windows, RecognitionOptions.NONE);
        } finally {
            Thread.interrupted();
        }
    }

    private static void failInWindows() {
        SearchOptions beams = new SearchOptions(3, 1, new SequenceRank(null), 1);
        try (RandomModel random = new RandomModel(80, 99)) {
            for (SearchOptions options : List.of(SearchOptions.GREEDY, beams)) {
                random.decode(2, DecodingRequest.ANY, options, Ticker.systemTicker());
                WindowDecoder decoder = random.decoder(options, Ticker.systemTicker());
                int[] samples = {160_000, 160_000};
                expect(
                        CancellationException.class,
                        () -> decoder.decode(
                                window -> {
                                    if (window == 1) {
                                        throw new CancellationException("the task is gone");
                                    }
                                    return random.mel(window);
                                },
                                samples,
                                DecodingRequest.ANY));
                float[] tooShort = new float[LogMelSpectrogram.FRAMES];
                expect(
                        EnrichmentException.class,
                        () -> decoder.decode(
                                window -> window == 1 ? tooShort : random.mel(window), samples, DecodingRequest.ANY));
            }
            expect(EnrichmentException.class, () -> random.sessions.hidden(new float[LogMelSpectrogram.FRAMES]));
        }
    }

    private static void failToOpen() {
        WhisperGraphs graphs = new WhisperGraphs() {
            @Override
            public OrtSession openEncoder(OrtEnvironment environment, OrtSession.SessionOptions options)
                    throws OrtException {
                return environment.createSession(Arithmetic.probe(), options);
            }

            @Override
            public OrtSession openDecoder(OrtEnvironment environment, OrtSession.SessionOptions options)
                    throws OrtException {
                throw new OrtException("no decoder");
            }

            @Override
            public GraphPlan plan() {
                return KernelTrial.plan(Arithmetic.INTEGERS);
            }

            @Override
            public long size() {
                return 0;
            }
        };
        expect(EnrichmentException.class, () -> new WhisperSessions(graphs, new DecoderCache.Size(1, 1, 1), 1));
    }

    private static void expect(Class<? extends RuntimeException> failure, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            if (failure.isInstance(e)) {
                return;
            }
            throw e;
        }
        throw new IllegalStateException("Did not fail: " + failure);
    }
}
