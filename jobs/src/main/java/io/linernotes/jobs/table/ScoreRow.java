package io.linernotes.jobs.table;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/** A metric of one item against its gold. */
public record ScoreRow(
        @Column("the recording") String recordingId,
        @Column("id of the gold item") String item,

        @Column("show of the gold item: the cluster for statistics")
        String show,

        @Column("what is judged: `transcript`, `chapters`, …")
        String step,

        @Column("name of the metric") String metric,
        @Column("version of its definition") String metricVersion,

        @Column(value = "value", nullWhen = "it is not defined for the item") @Nullable
        Double value,

        @Column(value = "numerator, for ratios of sums over items", nullWhen = "the metric is no such ratio") @Nullable
        Double numerator,

        @Column(value = "denominator", nullWhen = "the metric is no such ratio") @Nullable
        Double denominator,

        @Column("how many things the value rests on, such as words or chapters")
        long n,

        @Column(value = "why there is no value", nullWhen = "there is one") @Nullable
        String undefinedReason,

        @Column("version of the application") String appVersion)
        implements Serializable {}
