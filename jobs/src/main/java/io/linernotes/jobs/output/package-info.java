/**
 * One run, one folder, one rename: locks, staging folders and the commit protocol on any Hadoop file system with an
 * atomic folder rename. It knows files and Parquet footers, not what the tables mean, and starts no Spark.
 */
@NullMarked
package io.linernotes.jobs.output;

import org.jspecify.annotations.NullMarked;
