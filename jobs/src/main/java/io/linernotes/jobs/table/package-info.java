/**
 * The Parquet tables of a run: one record per table, whose components are the columns, and the mapping between records
 * and Spark rows. Readers rely on names and types here; {@code docs/tables.md} says what they mean.
 */
@NullMarked
package io.linernotes.jobs.table;

import org.jspecify.annotations.NullMarked;
