/** What a recording and an episode are. Knows nothing of how they are read or understood. */
@NullMarked
package io.linernotes.enrichment.recording;

import org.jspecify.annotations.NullMarked;
