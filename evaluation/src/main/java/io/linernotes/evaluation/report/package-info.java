/** A finished run as one page for people. Knows facts, not where they were stored. */
@NullMarked
package io.linernotes.evaluation.report;

import org.jspecify.annotations.NullMarked;
