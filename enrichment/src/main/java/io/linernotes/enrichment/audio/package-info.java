/**
 * Bytes to samples to windows of speech: the interfaces and what passes through them. libav is seen only in {@code
 * audio.libav}.
 */
@NullMarked
package io.linernotes.enrichment.audio;

import org.jspecify.annotations.NullMarked;
