/** What an engine writes about an episode, and the contract of an engine. Knows no engine. */
@NullMarked
package io.linernotes.enrichment.notes;

import org.jspecify.annotations.NullMarked;
