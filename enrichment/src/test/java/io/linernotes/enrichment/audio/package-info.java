/** Proof that recordings of all kinds, broken and hostile ones too, become samples or one clear failure. */
@NullMarked
package io.linernotes.enrichment.audio;

import org.jspecify.annotations.NullMarked;
