/** Model folders and the weights in them. Knows files and formats, nothing of speech. */
@NullMarked
package io.linernotes.enrichment.asr.model;

import org.jspecify.annotations.NullMarked;
