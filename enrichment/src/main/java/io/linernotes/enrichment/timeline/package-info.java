/** Positions on a recording's own clock. Knows nothing else. */
@NullMarked
package io.linernotes.enrichment.timeline;

import org.jspecify.annotations.NullMarked;
