/** Every metric by name: what it measures, in which direction, and how many of it become one. Knows no gold. */
@NullMarked
package io.linernotes.evaluation.metric;

import org.jspecify.annotations.NullMarked;
