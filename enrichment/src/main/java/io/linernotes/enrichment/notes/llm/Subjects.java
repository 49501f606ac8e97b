package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.notes.Topic;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a model says a part is about.
 *
 * @param ofChapters labels, each with its chapter as it was proposed
 * @param phrases key phrases of the part
 * @param edits one for each chapter that was asked about; empty when the chapters stay as they are
 * @param unedited why the edits cannot be used; null when they can, or when none were asked for
 */
record Subjects(
        List<Topic> ofChapters,
        List<Topic> phrases,
        List<ChapterEdit> edits,
        @Nullable String unedited) {}
