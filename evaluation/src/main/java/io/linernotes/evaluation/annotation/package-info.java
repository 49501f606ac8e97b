/** Sheets on which people judge what a run wrote, and what becomes gold of them. Knows no report and no gate. */
@NullMarked
package io.linernotes.evaluation.annotation;

import org.jspecify.annotations.NullMarked;
