/**
 * Requests to language models: what is sent, what may be sent again, what it cost. The only package that sees LangChain4j's
 * chat models. Knows prompts as text, not what they are about.
 */
@NullMarked
package io.linernotes.enrichment.llm;

import org.jspecify.annotations.NullMarked;
