package io.linernotes.evaluation.report;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * How many recordings ended in one state.
 *
 * @param state as in the {@code episodes} table
 * @param code error code that goes with it; null when there is none
 */
public record StateCount(String state, @Nullable String code, Outcome outcome, long count) implements Serializable {}
