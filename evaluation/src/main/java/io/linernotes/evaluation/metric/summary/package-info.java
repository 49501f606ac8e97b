/** Summaries against summaries and against what they rest on. Knows no gold and no run. */
@NullMarked
package io.linernotes.evaluation.metric.summary;

import org.jspecify.annotations.NullMarked;
