package io.linernotes.evaluation.report;

import java.io.Serializable;

/** Where a chapter starts, and its title, which may be empty. */
public record ChapterMark(long startMs, String title) implements Serializable {}
