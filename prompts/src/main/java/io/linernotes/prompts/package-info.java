/** Prompt templates as files: found, checked, fingerprinted, rendered. Knows no model and no engine. */
@NullMarked
package io.linernotes.prompts;

import org.jspecify.annotations.NullMarked;
