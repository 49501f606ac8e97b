/**
 * Decoding with libav in this process: its native memory, its callbacks, its error numbers. Nothing native leaves this
 * package.
 */
@NullMarked
package io.linernotes.enrichment.audio.libav;

import org.jspecify.annotations.NullMarked;
