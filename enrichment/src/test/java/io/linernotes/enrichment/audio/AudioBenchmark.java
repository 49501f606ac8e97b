package io.linernotes.enrichment.audio;

import io.linernotes.enrichment.audio.libav.LibavAudioDecoder;
import io.linernotes.enrichment.audio.speech.SpectralVoiceActivityDetector;
import io.linernotes.enrichment.audio.speech.SpeechWindows;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the whole audio path, from the bytes of a file to windows of speech, in CPU time of one thread. Not a test:
 * {@code docs/audio-performance.md} says how it is run.
 */
public final class AudioBenchmark {
    private static final int SECONDS = 600;
    private static final int ROUNDS = 3;

    private AudioBenchmark() {}

    /** @param arguments a recording of speech */
    public static void main(String[] arguments) throws IOException {
        Path speech = Path.of(arguments[0]);
        Path folder = Files.createTempDirectory("audio-benchmark");
        System.out.println(
                "| input | ffmpeg program, s per h | decode, s per h | all, s per h | times real time | resident, MiB |");
        System.out.println("| --- | --- | --- | --- | --- | --- |");
        for (List<String> format : List.of(
                List.of("mono.mp3", "-ac", "1", "-ar", "44100", "-b:a", "64k"),
                List.of("stereo.mp3", "-ac", "2", "-ar", "44100", "-b:a", "128k"),
                List.of("stereo.m4a", "-ac", "2", "-ar", "44100", "-b:a", "128k"),
                List.of("mono.opus", "-ac", "1", "-b:a", "32k"),
                List.of("stereo.opus", "-ac", "2", "-b:a", "96k"),
                List.of("stereo.flac", "-ac", "2", "-ar", "44100"),
                List.of("mono.wav", "-ac", "1", "-ar", "16000"))) {
            Path file = folder.resolve(format.get(0));
            Ffmpeg.run(arguments(speech, file, format));
            double decode = best(file, AudioBenchmark::decode);
            double all = best(file, AudioBenchmark::window);
            System.out.printf(
                    "| %s | %.1f | %.1f | %.1f | %.0f | %d |%n",
                    format.get(0).replace('.', ' '),
                    program(file) * 3600,
                    decode * 3600,
                    all * 3600,
                    1 / all,
                    residentMebibytes());
            Files.delete(file);
        }
        Files.delete(folder);
    }

    private static String[] arguments(Path speech, Path file, List<String> format) {
        List<String> arguments = new ArrayList<>(
                List.of("-stream_loop", "-1", "-i", speech.toString(), "-t", "" + SECONDS, "-map", "0:a"));
        arguments.addAll(format.subList(1, format.size()));
        arguments.add(file.toString());
        return arguments.toArray(String[]::new);
    }

    /** Seconds of CPU per second of sound, the best of several rounds. */
    private static double best(Path file, Consumer<AudioStream> work) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            try (AudioStream stream = new LibavAudioDecoder(DecodingConfig.DEFAULTS).open(new FileMediaSource(file))) {
                work.accept(stream);
            }
            long spent = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
            best = Math.min(best, spent / 1e9 / SECONDS);
        }
        return best;
    }

    /** The same for the ffmpeg program, which only decodes and resamples: the floor for this machine at this moment. */
    private static double program(Path file) {
        double best = Double.MAX_VALUE;
        for (int i = 0; i < ROUNDS; i++) {
            Matcher times = Pattern.compile("bench: utime=([\\d.]+)s stime=([\\d.]+)s")
                    .matcher(Ffmpeg.run(
                            "-benchmark",
                            "-threads",
                            "1",
                            "-i",
                            file.toString(),
                            "-ac",
                            "1",
                            "-ar",
                            "16000",
                            "-f",
                            "null",
                            "-"));
            if (times.find()) {
                double spent = Double.parseDouble(times.group(1)) + Double.parseDouble(times.group(2));
                best = Math.min(best, spent / SECONDS);
            }
        }
        return best;
    }

    private static void decode(AudioStream stream) {
        float[] buffer = new float[AudioStream.SAMPLE_RATE];
        int read = 0;
        while (read >= 0) {
            read = stream.read(buffer);
        }
    }

    private static void window(AudioStream stream) {
        new SpeechWindows(stream, new SpectralVoiceActivityDetector()).forEachRemaining(window -> {});
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
