/** What people say is right: gold sets and how they are read. Knows no metric and no output. */
@NullMarked
package io.linernotes.evaluation.gold;

import org.jspecify.annotations.NullMarked;
