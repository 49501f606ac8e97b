/** The service: command line, configuration, Spark jobs, tables. */
@NullMarked
package io.linernotes.jobs;

import org.jspecify.annotations.NullMarked;
