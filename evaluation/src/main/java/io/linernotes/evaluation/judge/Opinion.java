package io.linernotes.evaluation.judge;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a judge says of one text when it is asked twice, with everything listed in opposite orders.
 *
 * @param text the claim or the point
 * @param verdict the worse of the two; null when an answer is missing
 * @param flipped whether the two differ: the judge looks at the order and not at the text
 * @param reason in the judge's words, of the worse verdict; empty when an answer is missing
 */
public record Opinion<V extends Enum<V>>(
        String text, @Nullable V verdict, boolean flipped, String reason) implements Serializable {

    /** Of two answers; null for a missing one. */
    static <V extends Enum<V>> Opinion<V> of(String text, @Nullable Given<V> first, @Nullable Given<V> second) {
        if (first == null || second == null) {
            return new Opinion<>(text, null, false, "");
        }
        Given<V> worse = first.verdict().compareTo(second.verdict()) <= 0 ? first : second;
        return new Opinion<>(text, worse.verdict(), first.verdict() != second.verdict(), worse.reason());
    }

    /** A verdict of one answer. */
    record Given<V extends Enum<V>>(V verdict, String reason) {
        /** The better of what two lists of claims give. */
        static <V extends Enum<V>> @Nullable Given<V> better(@Nullable Given<V> one, @Nullable Given<V> other) {
            if (one == null || other == null) {
                return null;
            }
            return one.verdict().compareTo(other.verdict()) >= 0 ? one : other;
        }
    }
}
