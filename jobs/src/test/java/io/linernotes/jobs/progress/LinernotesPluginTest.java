package io.linernotes.jobs.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.linernotes.jobs.spark.SparkSessions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LinernotesPluginTest {
    private enum Work {
        RECOGNISE
    }

    /** Tests of whole commands share a session with the plugin, which a builder would hand out here. */
    @BeforeEach
    void endTheSharedSession() {
        SparkSessions.close();
    }

    @Test
    void carriesWhatTasksReportToTheDriver() throws Exception {
        BlockingQueue<ProgressEvent> heard = new LinkedBlockingQueue<>();
        try (SparkSession spark = session(LinernotesPlugin.class.getName());
                ProgressFeed.Subscription subscription = ProgressFeed.listen(heard::add)) {
            assertThat(subscription).isNotNull();
            reportFromTasks(spark);

            long audioMs = 0;
            for (int event = 0; event < 4; event++) {
                ProgressEvent next = heard.poll(30, TimeUnit.SECONDS);
                assertThat(next).isNotNull();
                assertThat(next.stage()).isEqualTo("recognise");
                audioMs += next.audioMs();
            }
            assertThat(audioMs).isEqualTo(10_000);
            assertThat(heard).isEmpty();
        }
    }

    @Test
    void staysSilentWithoutThePlugin() throws Exception {
        BlockingQueue<ProgressEvent> heard = new LinkedBlockingQueue<>();
        try (SparkSession spark = session("");
                ProgressFeed.Subscription subscription = ProgressFeed.listen(heard::add)) {
            assertThat(subscription).isNotNull();
            reportFromTasks(spark);

            assertThat(heard).isEmpty();
        }
    }

    private static void reportFromTasks(SparkSession spark) {
        JavaSparkContext.fromSparkContext(spark.sparkContext())
                .parallelize(List.of(1000L, 2000L, 3000L, 4000L), 4)
                .foreach(audioMs -> ProgressReporter.report(Work.RECOGNISE, 0, audioMs));
    }

    private static SparkSession session(String plugins) {
        return SparkSession.builder()
                .master("local[2]")
                .appName("progress")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.plugins", plugins)
                .getOrCreate();
    }
}
