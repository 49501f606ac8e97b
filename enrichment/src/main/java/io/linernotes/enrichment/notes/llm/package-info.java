/**
 * Notes by a language model: what it is asked, how its answers are read, and what becomes of those that are wrong. Knows
 * prompts and answers, but not how they travel. Whoever else asks about an episode, such as a judge, does it through {@link
 * io.linernotes.enrichment.notes.llm.Conversation}.
 */
@NullMarked
package io.linernotes.enrichment.notes.llm;

import org.jspecify.annotations.NullMarked;
