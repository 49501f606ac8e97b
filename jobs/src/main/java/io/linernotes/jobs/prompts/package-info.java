/** Answers the commands about prompts. Asks no model. */
@NullMarked
package io.linernotes.jobs.prompts;

import org.jspecify.annotations.NullMarked;
