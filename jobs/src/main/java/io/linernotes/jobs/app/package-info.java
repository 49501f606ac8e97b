/** Puts the application together: the only place that knows the command line and the services. */
@NullMarked
package io.linernotes.jobs.app;

import org.jspecify.annotations.NullMarked;
