/** Text with times: words, segments, sentences, and the files they come from. Knows nothing of audio or models. */
@NullMarked
package io.linernotes.enrichment.transcript;

import org.jspecify.annotations.NullMarked;
