/** Labels against labels, and rankings against relevance. Knows no gold and no run. */
@NullMarked
package io.linernotes.evaluation.metric.topic;

import org.jspecify.annotations.NullMarked;
