/** Published transcripts (WebVTT, SRT, Podcasting 2.0 JSON) to segments. Treats every file as hostile. */
@NullMarked
package io.linernotes.enrichment.transcript.file;

import org.jspecify.annotations.NullMarked;
