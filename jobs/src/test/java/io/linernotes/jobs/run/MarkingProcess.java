package io.linernotes.jobs.run;

import java.time.Duration;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** A process that decodes two recordings: one gives samples, one has given none for two minutes. */
final class MarkingProcess {
    private MarkingProcess() {}

    /**
     * Waits for its end.
     *
     * @param arguments the folder for marks
     */
    public static void main(String[] arguments) throws InterruptedException {
        Configuration hadoop = new Configuration();
        DecodingMark.set(new Path(arguments[0]), "moving", hadoop);
        DecodingMark.set(new Path(arguments[0]), "silent", hadoop)
                .moved(System.nanoTime() - Duration.ofMinutes(2).toNanos());
        System.out.println("decoding");
        Thread.sleep(Duration.ofMinutes(5).toMillis());
    }
}
