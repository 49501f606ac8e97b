/** Checks that a statement rests on what was said. Knows no engine: it judges whoever wrote the statement. */
@NullMarked
package io.linernotes.enrichment.notes.evidence;

import org.jspecify.annotations.NullMarked;
