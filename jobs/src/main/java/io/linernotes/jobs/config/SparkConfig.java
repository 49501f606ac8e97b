package io.linernotes.jobs.config;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How to reach Spark.
 *
 * @param master a Spark master URL, used unless {@code spark-submit} names one
 * @param conf Spark settings by their own names, such as {@code spark.executor.cores}; they win over those that
 *     Linernotes sets
 */
public record SparkConfig(String master, Map<String, String> conf) implements Serializable {
    public SparkConfig {
        if (master.isBlank()) {
            throw new IllegalArgumentException("master must not be empty");
        }
        SortedMap<String, String> sorted = new TreeMap<>(conf);
        for (String key : sorted.keySet()) {
            if (!key.startsWith("spark.")) {
                throw new IllegalArgumentException(
                        "conf." + key + " is no Spark setting: their names begin with spark.");
            }
        }
        conf = Collections.unmodifiableSortedMap(sorted);
    }
}
