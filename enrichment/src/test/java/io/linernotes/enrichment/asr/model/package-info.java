/** Checks model folders. */
@NullMarked
package io.linernotes.enrichment.asr.model;

import org.jspecify.annotations.NullMarked;
