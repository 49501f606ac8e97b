/** Measures what a run produced against gold, and what it cost. Knows no Spark. */
@NullMarked
package io.linernotes.evaluation;

import org.jspecify.annotations.NullMarked;
