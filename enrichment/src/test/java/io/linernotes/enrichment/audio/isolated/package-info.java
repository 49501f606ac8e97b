/** Proof that a child gives what the decoder gives, and that its death is an exception. */
@NullMarked
package io.linernotes.enrichment.audio.isolated;

import org.jspecify.annotations.NullMarked;
