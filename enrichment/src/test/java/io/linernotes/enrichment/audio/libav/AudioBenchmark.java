package io.linernotes.enrichment.audio.libav;

import io.linernotes.enrichment.audio.AudioStream;
import io.linernotes.enrichment.audio.DecodingConfig;
import io.linernotes.enrichment.audio.Ffmpeg;
import io.linernotes.enrichment.audio.FileMediaSource;
import io.linernotes.enrichment.audio.speech.SpectralVoiceActivityDetector;
import io.linernotes.enrichment.audio.speech.SpeechWindows;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.jspecify.annotations.Nullable;

/**
 * Measures the audio path in CPU time of one thread, beside the ffmpeg program of the same library. Not a test: {@code
 * docs/performance.md} says how it is run.
 *
 * <p>Rounds alternate between all that is compared, so that a machine that slows down slows all of it; medians are
 * printed.
 */
public final class AudioBenchmark {
    private static final int SECONDS = 600;
    private static final int ROUNDS = 5;

    private AudioBenchmark() {}

    @FunctionalInterface
    private interface Work {
        void run(Path file) throws IOException;
    }

    /** @param arguments a recording of speech; after it, names of the formats to measure, all when there are none */
    public static void main(String[] arguments) throws IOException {
        Path speech = Path.of(arguments[0]);
        List<String> wanted = List.of(arguments).subList(1, arguments.length);
        Path folder = Files.createTempDirectory("audio-benchmark");
        System.out.println("| input | ffmpeg, s per h | decode + resample, s per h | ratio"
                + " | + measures, windows, s per h | times real time | resident, MiB |");
        System.out.println("| --- | --- | --- | --- | --- | --- | --- |");
        for (List<String> format : List.of(
                List.of("mono.mp3", "-ac", "1", "-ar", "44100", "-b:a", "64k"),
                List.of("stereo.mp3", "-ac", "2", "-ar", "44100", "-b:a", "128k"),
                List.of("mono.m4a", "-ac", "1", "-ar", "44100", "-b:a", "64k"),
                List.of("stereo.m4a", "-ac", "2", "-ar", "44100", "-b:a", "128k"),
                List.of("mono.opus", "-ac", "1", "-b:a", "32k"),
                List.of("stereo.opus", "-ac", "2", "-b:a", "96k"),
                List.of("stereo.flac", "-ac", "2", "-ar", "44100"),
                List.of("mono.wav", "-ac", "1", "-ar", "16000"))) {
            if (!wanted.isEmpty() && !wanted.contains(format.get(0))) {
                continue;
            }
            Path file = folder.resolve(format.get(0));
            Ffmpeg.run(arguments(speech, file, format));
            measure(file);
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private static void measure(Path file) throws IOException {
        double[] program = new double[ROUNDS];
        double[] decode = new double[ROUNDS];
        double[] all = new double[ROUNDS];
        // The first round is the compiler's.
        for (int round = -1; round < ROUNDS; round++) {
            double programRound = program(file);
            double decodeRound = own(file, AudioBenchmark::decode);
            double allRound = own(file, AudioBenchmark::window);
            if (round >= 0) {
                program[round] = programRound;
                decode[round] = decodeRound;
                all[round] = allRound;
            }
        }
        System.out.printf(
                "| %s | %.1f | %.1f | %.2f | %.1f | %.0f | %d |%n",
                String.valueOf(file.getFileName()).replace('.', ' '),
                median(program) * 3600,
                median(decode) * 3600,
                median(decode) / median(program),
                median(all) * 3600,
                1 / median(all),
                residentMebibytes());
    }

    private static String[] arguments(Path speech, Path file, List<String> format) {
        List<String> arguments = new ArrayList<>(
                List.of("-stream_loop", "-1", "-i", speech.toString(), "-t", "" + SECONDS, "-map", "0:a"));
        arguments.addAll(format.subList(1, format.size()));
        arguments.add(file.toString());
        return arguments.toArray(String[]::new);
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** Seconds of CPU per second of sound. */
    private static double own(Path file, Work work) throws IOException {
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        work.run(file);
        return (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start) / 1e9 / SECONDS;
    }

    /** The same for the ffmpeg program, which decodes to the same samples: float32, mono, 16 kHz. */
    private static double program(Path file) {
        String said = Ffmpeg.run(
                "-benchmark",
                "-threads",
                "1",
                "-i",
                file.toString(),
                "-map",
                "0:a",
                "-ac",
                "1",
                "-ar",
                "16000",
                "-c:a",
                "pcm_f32le",
                "-f",
                "null",
                "-");
        Matcher times =
                Pattern.compile("bench: utime=([\\d.]+)s stime=([\\d.]+)s").matcher(said);
        if (!times.find()) {
            throw new IllegalStateException("the program did not say its time: " + said);
        }
        return (Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2))) / SECONDS;
    }

    /** Bytes to mono samples at 16 kHz, and nothing else. */
    private static void decode(Path file) throws IOException {
        DecodingConfig config = DecodingConfig.DEFAULTS;
        WallClock wall = new WallClock(config.wallTime());
        float[] buffer = new float[AudioStream.SAMPLE_RATE];
        SampleQueue queue = new SampleQueue();
        FrameConverter converter = null;
        try (Container container = Container.open(new ByteInput(new FileMediaSource(file).open(), wall), wall, config);
                FrameReader frames = new FrameReader(
                        container, new DecodingTally(container, new FileEnd(Files.size(file), 0, false)))) {
            AVFrame frame = frames.next();
            while (frame != null) {
                converter = converter == null ? new FrameConverter(frame) : converter;
                converter.resample(Objects.requireNonNull(converter.planes(frame)), 0, frame.nb_samples(), queue);
                drain(queue, buffer);
                frame = frames.next();
            }
            finish(converter, queue);
            drain(queue, buffer);
        }
        if (queue.added() < (SECONDS - 1L) * AudioStream.SAMPLE_RATE) {
            throw new IllegalStateException("decoded only %d samples".formatted(queue.added()));
        }
    }

    private static void finish(@Nullable FrameConverter converter, SampleQueue queue) {
        if (converter != null) {
            converter.drain(queue);
            converter.close();
        }
    }

    private static void drain(SampleQueue queue, float[] buffer) {
        while (!queue.isEmpty()) {
            queue.read(buffer);
        }
    }

    /** Bytes to windows of speech, with every measure of the report. */
    private static void window(Path file) {
        try (AudioStream stream = new LibavAudioDecoder(DecodingConfig.DEFAULTS).open(new FileMediaSource(file))) {
            new SpeechWindows(stream, new SpectralVoiceActivityDetector()).forEachRemaining(window -> {});
        }
    }

    /** Resident set of this process, on Linux; 0 elsewhere. */
    private static long residentMebibytes() throws IOException {
        Path status = Path.of("/proc/self/status");
        if (Files.notExists(status)) {
            return 0;
        }
        for (String line : Files.readAllLines(status)) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) / 1024;
            }
        }
        return 0;
    }
}
