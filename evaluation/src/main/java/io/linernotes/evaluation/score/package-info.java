/** What a run produced, held against gold. Scorers are pure: scoring again costs nothing. Knows no report. */
@NullMarked
package io.linernotes.evaluation.score;

import org.jspecify.annotations.NullMarked;
