/**
 * The main job, step by step: inventory, transcribe, enrich, score, publish. Each step is one Spark action whose result is
 * stored before the next one reads it, so that nothing expensive or paid is ever computed twice.
 */
@NullMarked
package io.linernotes.jobs.run;

import org.jspecify.annotations.NullMarked;
