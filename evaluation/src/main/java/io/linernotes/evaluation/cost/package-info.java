/** Tokens into money. What is not known stays unknown and is counted; it is never 0. Knows no report. */
@NullMarked
package io.linernotes.evaluation.cost;

import org.jspecify.annotations.NullMarked;
