package io.linernotes.enrichment.audio;

import java.io.Serializable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How well a recording can be understood, as far as its sound alone tells.
 *
 * @param silenceShare share of the duration below -60 dBFS, 0 to 1
 * @param speechShare share of the duration in which somebody speaks, 0 to 1
 * @param signalToNoiseDb estimated: speech over what is heard between it, at most 80; null when either is missing
 * @param bandwidthHz highest frequency of the speech, up to 8,000; null when nobody speaks
 * @param problems what makes it poor, one short sentence each; empty when it is good
 */
public record SoundQuality(
        double silenceShare,
        double speechShare,
        @Nullable Double signalToNoiseDb,
        @Nullable Integer bandwidthHz,
        List<String> problems)
        implements Serializable {
    public SoundQuality {
        problems = List.copyOf(problems);
    }

    /** {@code good}, or {@code poor} when there is a problem. */
    public String verdict() {
        return problems.isEmpty() ? "good" : "poor";
    }
}
