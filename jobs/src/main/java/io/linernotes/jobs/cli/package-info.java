/**
 * The command line: flags become requests, endings become exit codes. It knows how to ask the {@code Service}, not how
 * the work is done, and starts no Spark.
 */
@NullMarked
package io.linernotes.jobs.cli;

import org.jspecify.annotations.NullMarked;
