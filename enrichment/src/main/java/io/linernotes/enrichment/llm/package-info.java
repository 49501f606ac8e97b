/** Requests to language models. The only package that sees LangChain4j's chat models. */
@NullMarked
package io.linernotes.enrichment.llm;

import org.jspecify.annotations.NullMarked;
