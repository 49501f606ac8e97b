/**
 * Decoding in a process of its own, for a recording that is suspected of having ended one: the same samples and the same
 * report, and a crash is an exception. Native code runs in the child alone.
 */
@NullMarked
package io.linernotes.enrichment.audio.isolated;

import org.jspecify.annotations.NullMarked;
