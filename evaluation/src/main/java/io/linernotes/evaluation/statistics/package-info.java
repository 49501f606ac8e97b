/** How sure a number is. Knows only numbers. */
@NullMarked
package io.linernotes.evaluation.statistics;

import org.jspecify.annotations.NullMarked;
