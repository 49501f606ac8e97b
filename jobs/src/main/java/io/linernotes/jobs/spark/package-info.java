/** Spark as the jobs use it: the session, and the services that live once in every executor. */
@NullMarked
package io.linernotes.jobs.spark;

import org.jspecify.annotations.NullMarked;
