/**
 * Notes by a language model: what it is asked, how its answers are read, and what becomes of those that are wrong. Knows
 * prompts and answers, but not how they travel.
 */
@NullMarked
package io.linernotes.enrichment.notes.llm;

import org.jspecify.annotations.NullMarked;
