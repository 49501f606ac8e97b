/** How far people, or judges, agree beyond chance. Knows no gold and no run. */
@NullMarked
package io.linernotes.evaluation.metric.agreement;

import org.jspecify.annotations.NullMarked;
