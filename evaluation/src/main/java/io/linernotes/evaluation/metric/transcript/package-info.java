/** What is wrong with a transcript besides its words. Knows no gold and no run. */
@NullMarked
package io.linernotes.evaluation.metric.transcript;

import org.jspecify.annotations.NullMarked;
