/** Where somebody speaks, and how a recording is cut there. Works on samples; knows nothing of files or codecs. */
@NullMarked
package io.linernotes.enrichment.audio.speech;

import org.jspecify.annotations.NullMarked;
