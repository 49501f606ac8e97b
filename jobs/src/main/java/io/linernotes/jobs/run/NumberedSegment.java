package io.linernotes.jobs.run;

import io.linernotes.enrichment.transcript.Segment;
import java.io.Serializable;

/**
 * A segment and the sentence that it belongs to.
 *
 * @param sentence 1-based number
 */
record NumberedSegment(int sentence, Segment segment) implements Serializable {}
