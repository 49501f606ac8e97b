/** Text made comparable, and how far two texts are apart. Knows no gold, no output and no run. */
@NullMarked
package io.linernotes.evaluation.metric.text;

import org.jspecify.annotations.NullMarked;
