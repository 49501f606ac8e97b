package io.linernotes.enrichment.audio.isolated;

import java.time.Duration;

/**
 * Where a child is ended.
 *
 * @param residentMb physical memory: the heap, the largest native allocation, and what Java and the libraries take
 * @param grace added to the decoder's own time: for the child's start, and since it should reach its own limit first
 */
record ChildLimits(int residentMb, Duration grace) {}
