package io.linernotes.jobs.cluster;

import io.linernotes.jobs.progress.ProgressFeed;
import io.linernotes.jobs.progress.ProgressReporter;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;

/** Adds numbers on all executors, each of which reports through the plugin. Runs in a process of its own. */
public final class SumJob {
    private static final int TASKS = 8;

    private enum Work {
        RECOGNISE
    }

    private SumJob() {}

    public static void main(String[] arguments) throws Exception {
        CountDownLatch reports = new CountDownLatch(TASKS);
        try (SparkSession spark = SparkSession.builder().appName("sum").getOrCreate();
                ProgressFeed.Subscription subscription = ProgressFeed.listen(event -> reports.countDown())) {
            List<Long> numbers = LongStream.rangeClosed(1, 1000).boxed().toList();
            List<String> executors = JavaSparkContext.fromSparkContext(spark.sparkContext())
                    .parallelize(numbers, TASKS)
                    .mapPartitions(part -> {
                        ProgressReporter.report(Work.RECOGNISE, 1, 0);
                        long sum = 0;
                        while (part.hasNext()) {
                            sum += part.next();
                        }
                        TimeUnit.MILLISECONDS.sleep(200);
                        return List.of(SparkEnv.get().executorId() + "=" + sum).iterator();
                    })
                    .collect();
            boolean heardAll = reports.await(20, TimeUnit.SECONDS) && subscription != null;
            long total = executors.stream()
                    .mapToLong(part -> Long.parseLong(part.substring(part.indexOf('=') + 1)))
                    .sum();
            long distinct = executors.stream()
                    .map(part -> part.substring(0, part.indexOf('=')))
                    .distinct()
                    .count();
            System.out.printf("RESULT sum=%d executors=%d heardAll=%b%n", total, distinct, heardAll);
        }
    }
}
