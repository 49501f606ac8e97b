/** Files of inputs and the values that others compute for them, run through our metrics. */
@NullMarked
package io.linernotes.evaluation.vectors;

import org.jspecify.annotations.NullMarked;
