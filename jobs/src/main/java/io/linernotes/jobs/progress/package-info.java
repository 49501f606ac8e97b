/**
 * How far long work has come: executors report, the driver shows. What is shown is never used for anything else, because
 * a task that is retried reports twice. It knows Spark's plugins, not what the work is.
 */
@NullMarked
package io.linernotes.jobs.progress;

import org.jspecify.annotations.NullMarked;
