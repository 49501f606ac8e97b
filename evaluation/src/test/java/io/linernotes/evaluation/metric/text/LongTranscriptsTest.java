package io.linernotes.evaluation.metric.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The word error rate of two hours of speech, in a process that may not use more than 200 MB. */
class LongTranscriptsTest {
    private static final int WORDS = 20_000;

    @Test
    void twentyThousandWordsFitIntoTwoHundredMegabytes() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx160m",
                        "-XX:MaxMetaspaceSize=32m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        LongTranscriptsTest.class.getName())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as("ends").isTrue();
        assertThat(output).matches("WER 0\\.[12]\\d* in \\d+ ms\\s*");
    }

    /** Normalises and aligns a pair in which every eighth word is wrong, missing or added. */
    public static void main(String[] arguments) {
        Random random = new Random(7);
        String reference = IntStream.range(0, WORDS)
                .mapToObj(i -> "w" + random.nextInt(3_000))
                .collect(Collectors.joining(" "));
        String hypothesis = reference
                .lines()
                .flatMap(line -> WordErrors.words(line).stream())
                .map(word -> switch (random.nextInt(24)) {
                    case 0 -> "";
                    case 1 -> word + " extra";
                    case 2 -> "wrong";
                    default -> word;
                })
                .collect(Collectors.joining(" "));
        long started = System.nanoTime();
        WordErrors errors = WordErrors.of(
                TextNormalizer.ENGLISH.normalize(reference), TextNormalizer.ENGLISH.normalize(hypothesis));
        long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
        System.out.printf("WER %.4f in %d ms%n", errors.wer(), ms);
    }
}
