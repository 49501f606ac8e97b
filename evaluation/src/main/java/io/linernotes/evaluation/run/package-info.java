/** A published run held against gold, in memory, whatever it was stored in. Knows neither gates nor reports. */
@NullMarked
package io.linernotes.evaluation.run;

import org.jspecify.annotations.NullMarked;
