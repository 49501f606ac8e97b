/** Rules that can fail a run: read from a file, checked with numbers. Knows no reports. */
@NullMarked
package io.linernotes.evaluation.gate;

import org.jspecify.annotations.NullMarked;
