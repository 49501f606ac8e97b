/** Two runs over the same items, item by item. Knows no gates and no reports. */
@NullMarked
package io.linernotes.evaluation.comparison;

import org.jspecify.annotations.NullMarked;
