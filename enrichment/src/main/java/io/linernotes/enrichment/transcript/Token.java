package io.linernotes.enrichment.transcript;

import org.jspecify.annotations.Nullable;

/**
 * The smallest part of a turn that stays whole: a word, or one character of a script without spaces.
 *
 * @param segment index of its segment in the turn
 * @param start offset of its first character in the segment's text
 * @param end offset after its last character
 * @param word the recognised word; null when its time is interpolated
 */
record Token(
        int segment,
        int start,
        int end,
        long startMs,
        long endMs,
        @Nullable Word word) {}
