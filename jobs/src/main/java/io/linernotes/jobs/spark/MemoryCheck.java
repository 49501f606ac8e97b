package io.linernotes.jobs.spark;

import com.sun.management.OperatingSystemMXBean;
import io.linernotes.enrichment.asr.NativeMemory;
import io.linernotes.jobs.config.ConfigException;
import io.linernotes.jobs.config.SparkConfig;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether an executor, or this machine, has room for recognition beside the Java heap. What cannot fit ends the run before
 * it starts; what may not fit is a warning, since the memory needed is an estimate.
 */
public final class MemoryCheck {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryCheck.class);
    private static final long MIB = 1 << 20;

    /** What an executor needs outside of its heap without recognition: classes, threads, network, decoding. */
    private static final long OTHER = 256 * MIB;

    private static final Pattern LOCAL = Pattern.compile("local(?:\\[(\\d+|\\*)(?:,\\d+)?])?");

    private MemoryCheck() {}

    /**
     * Checks the settings with which Spark will be opened.
     *
     * @throws ConfigException when not even one task fits
     */
    public static void check(NativeMemory memory, SparkConfig spark) {
        SparkConf conf = new SparkConf();
        spark.conf().forEach(conf::set);
        String master = conf.get("spark.master", spark.master());
        long machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
        String doubt = doubt(memory, conf, master, machine, Runtime.getRuntime().maxMemory());
        if (doubt != null) {
            LOG.warn(doubt);
        }
    }

    /**
     * Returns a sentence when the tasks may not fit, null when they do.
     *
     * @param machine bytes of memory of this machine
     * @param heap most bytes that the heap of this process may take
     */
    static @Nullable String doubt(NativeMemory memory, SparkConf conf, String master, long machine, long heap) {
        Matcher local = LOCAL.matcher(master);
        if (local.matches()) {
            return localDoubt(memory, localTasks(local.group(1)), machine, heap);
        }
        return executorDoubt(memory, conf, master);
    }

    private static @Nullable String localDoubt(NativeMemory memory, int tasks, long machine, long heap) {
        long needed = OTHER + memory.total(tasks);
        if (OTHER + memory.total(1) > machine) {
            throw new ConfigException(List.of(
                    "The speech model needs about %d MiB for one task, and this machine has %d MiB: use a smaller model or asr.batch."
                            .formatted(mebibytes(OTHER + memory.total(1)), mebibytes(machine))));
        }
        return heap + needed <= machine
                ? null
                : "%d tasks need about %d MiB beside a Java heap of up to %d MiB, and this machine has %d MiB: lower the heap (-Xmx), asr.batch or the tasks (local[N])."
                        .formatted(tasks, mebibytes(needed), mebibytes(heap), mebibytes(machine));
    }

    /** Standalone clusters do not hold executors to their overhead; YARN and Kubernetes end those that exceed it. */
    private static @Nullable String executorDoubt(NativeMemory memory, SparkConf conf, String master) {
        boolean held = master.startsWith("yarn") || master.startsWith("k8s:");
        int tasks = Math.max(1, conf.getInt("spark.executor.cores", 1) / conf.getInt("spark.task.cpus", 1));
        long heap = conf.getSizeAsBytes("spark.executor.memory", "1g");
        double factor = conf.getDouble("spark.executor.memoryOverheadFactor", 0.1);
        long least = conf.getSizeAsMb("spark.executor.minMemoryOverhead", "384m") * MIB;
        long overhead = conf.contains("spark.executor.memoryOverhead")
                ? conf.getSizeAsMb("spark.executor.memoryOverhead") * MIB
                : Math.max((long) (factor * heap), least);
        long needed = OTHER + memory.total(tasks);
        if (overhead >= needed || (!held && !conf.contains("spark.executor.memoryOverhead"))) {
            return null;
        }
        String sentence =
                "%d tasks of an executor need about %d MiB outside of the heap, and spark.executor.memoryOverhead leaves %d MiB: set it to %dm, or lower asr.batch or spark.executor.cores."
                        .formatted(tasks, mebibytes(needed), mebibytes(overhead), mebibytes(needed));
        if (held && overhead < memory.total(1)) {
            throw new ConfigException(List.of(sentence));
        }
        return sentence;
    }

    private static int localTasks(@Nullable String count) {
        if (count == null) {
            return 1;
        }
        return count.equals("*") ? Runtime.getRuntime().availableProcessors() : Integer.parseInt(count);
    }

    /** Rounded up. */
    private static long mebibytes(long bytes) {
        return (bytes + MIB - 1) / MIB;
    }
}
