/** Chapter boundaries against other chapter boundaries, on a clock or on units of text. Knows no gold and no run. */
@NullMarked
package io.linernotes.evaluation.metric.chapter;

import org.jspecify.annotations.NullMarked;
