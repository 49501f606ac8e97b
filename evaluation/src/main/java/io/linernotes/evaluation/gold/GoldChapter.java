package io.linernotes.evaluation.gold;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * A chapter as a person marked it.
 *
 * @param startMs milliseconds from the start of the recording
 * @param title empty where the source marks a boundary without naming it
 * @param summary null when the source has none
 */
public record GoldChapter(
        long startMs, String title, @Nullable String summary) implements Serializable {}
