package io.linernotes.enrichment.notes.llm;

import io.linernotes.enrichment.notes.Topic;
import java.util.List;

/**
 * What is in a recording, and where.
 *
 * @param topics of the whole, then of the chapters, each by falling salience
 */
record Contents(Outline outline, List<Topic> topics) {}
