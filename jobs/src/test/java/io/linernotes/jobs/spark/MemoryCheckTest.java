package io.linernotes.jobs.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.linernotes.enrichment.asr.NativeMemory;
import io.linernotes.jobs.config.ConfigException;
import org.apache.spark.SparkConf;
import org.junit.jupiter.api.Test;

class MemoryCheckTest {
    private static final long MIB = 1 << 20;
    private static final NativeMemory MEMORY = new NativeMemory(400 * MIB, 100 * MIB);

    @Test
    void isContentWhereEverythingFits() {
        assertThat(local("local[2]", 4000, 2000)).isNull();
        assertThat(doubt("yarn", "1g", "1g", 2)).isNull();
    }

    @Test
    void doubtsThatTheHeapAndAllTasksFitIntoThisMachine() {
        assertThat(local("local[8]", 3000, 2000))
                .isEqualTo(
                        "8 tasks need about 1456 MiB beside a Java heap of up to 2000 MiB, and this machine has 3000 MiB: lower the heap (-Xmx), asr.batch or the tasks (local[N]).");
    }

    @Test
    void refusesAMachineThatHasNoRoomForOneTask() {
        assertThatThrownBy(() -> local("local[1]", 700, 300))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "The speech model needs about 756 MiB for one task, and this machine has 700 MiB: use a smaller model or asr.batch.");
    }

    @Test
    void tellsTheOverheadThatTasksOfAnExecutorNeed() {
        assertThat(doubt("yarn", "1g", "700m", 4))
                .isEqualTo(
                        "4 tasks of an executor need about 1056 MiB outside of the heap, and spark.executor.memoryOverhead leaves 700 MiB: set it to 1056m, or lower asr.batch or spark.executor.cores.");
        assertThat(doubt("spark://host:7077", "1g", "700m", 4)).startsWith("4 tasks of an executor need");
    }

    @Test
    void refusesAnOverheadThatCannotHoldOneTask() {
        assertThatThrownBy(() -> doubt("k8s://host", "1g", "499m", 4))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("set it to 1056m");
    }

    @Test
    void takesSparksOwnDefaultForTheOverhead() {
        SparkConf conf = new SparkConf(false).set("spark.executor.memory", "20g");
        assertThat(MemoryCheck.doubt(MEMORY, conf, "yarn", 0, 0)).isNull();

        conf.set("spark.executor.memory", "6g");
        assertThat(MemoryCheck.doubt(MEMORY, conf, "yarn", 0, 0)).contains("leaves 615 MiB");
        assertThat(MemoryCheck.doubt(MEMORY, conf, "spark://host:7077", 0, 0)).isNull();
    }

    private static String local(String master, long machineMib, long heapMib) {
        return MemoryCheck.doubt(MEMORY, new SparkConf(false), master, machineMib * MIB, heapMib * MIB);
    }

    private static String doubt(String master, String heap, String overhead, int cores) {
        SparkConf conf = new SparkConf(false)
                .set("spark.executor.memory", heap)
                .set("spark.executor.memoryOverhead", overhead)
                .set("spark.executor.cores", String.valueOf(cores));
        return MemoryCheck.doubt(MEMORY, conf, master, 0, 0);
    }
}
