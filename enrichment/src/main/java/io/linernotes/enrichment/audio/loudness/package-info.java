/** How loud a recording is (ITU-R BS.1770-5, EBU R 128). Pure arithmetic on samples. */
@NullMarked
package io.linernotes.enrichment.audio.loudness;

import org.jspecify.annotations.NullMarked;
