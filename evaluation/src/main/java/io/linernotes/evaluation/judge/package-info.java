/** A language model that holds notes against the recording, and how far it agrees with people. Knows no run and no report. */
@NullMarked
package io.linernotes.evaluation.judge;

import org.jspecify.annotations.NullMarked;
