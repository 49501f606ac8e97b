/** Bytes to samples to windows of speech. The only package that sees libav. */
@NullMarked
package io.linernotes.enrichment.audio;

import org.jspecify.annotations.NullMarked;
