/** Speech recognition as the rest of the project sees it: windows in, segments out. */
@NullMarked
package io.linernotes.enrichment.asr;

import org.jspecify.annotations.NullMarked;
