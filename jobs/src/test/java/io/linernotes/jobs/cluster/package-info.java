/** A real Spark cluster of processes on this machine, started from the packaged product. */
@NullMarked
package io.linernotes.jobs.cluster;

import org.jspecify.annotations.NullMarked;
