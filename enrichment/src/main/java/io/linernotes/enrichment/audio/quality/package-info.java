/** Whether a recording is fit to be understood: silence, speech, noise, bandwidth. Works on samples. */
@NullMarked
package io.linernotes.enrichment.audio.quality;

import org.jspecify.annotations.NullMarked;
