package io.linernotes.evaluation.run;

import io.linernotes.evaluation.cost.CallSum;
import io.linernotes.evaluation.cost.Money;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What an hour of audio takes. */
public enum UnitCost {
    MONEY_PER_AUDIO_HOUR("of money for language models per audio hour") {
        @Override
        public @Nullable Double of(RunEvaluation run) {
            CallSum costs = run.costs();
            Money money = costs.money();
            // With calls of unknown price the sum is no longer the cost.
            return money == null || costs.unpriced() > 0 || run.audioMs() == 0
                    ? null
                    : money.perHourOf(run.audioMs()).amount().doubleValue();
        }
    },
    TOKENS_PER_AUDIO_HOUR("tokens per audio hour") {
        @Override
        public @Nullable Double of(RunEvaluation run) {
            CallSum costs = run.costs();
            return costs.untold() > 0 || run.audioMs() == 0 ? null : costs.tokens() / hours(run);
        }
    },
    MACHINE_SECONDS_PER_AUDIO_HOUR("machine seconds per audio hour") {
        @Override
        public @Nullable Double of(RunEvaluation run) {
            Double seconds = run.machineSeconds();
            return seconds == null || run.audioMs() == 0 ? null : seconds / hours(run);
        }
    };

    private static final double HOUR_MS = 3_600_000;

    private final String unit;

    UnitCost(String unit) {
        this.unit = unit;
    }

    /** The amount; null when a part of it is not known. */
    public abstract @Nullable Double of(RunEvaluation run);

    /** For people. */
    public String unit() {
        return unit;
    }

    /** As files write it. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** By the name that files use. */
    public static Optional<UnitCost> named(String key) {
        return Arrays.stream(values()).filter(cost -> cost.key().equals(key)).findFirst();
    }

    private static double hours(RunEvaluation run) {
        return run.audioMs() / HOUR_MS;
    }
}
