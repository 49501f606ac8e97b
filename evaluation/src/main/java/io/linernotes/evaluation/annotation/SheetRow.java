package io.linernotes.evaluation.annotation;

import org.jspecify.annotations.Nullable;

/**
 * One thing to judge.
 *
 * @param id made of the recording, the kind, the position and what the row says: a row that says something else has
 *     another id
 * @param episode name of the episode
 * @param startMs where it starts, in milliseconds; null for what has no place
 * @param text what somebody, or a machine, wrote
 * @param evidence what was said, for whoever judges
 */
record SheetRow(
        String id, RowKind kind, String episode, @Nullable Long startMs, String text, String evidence) {}
