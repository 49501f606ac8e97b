/**
 * Settings: the keys with their defaults (the resource {@code reference-linernotes.conf}), and how a file and single
 * settings become one tree of records. It knows the settings of the parts, not what they do with them, and nothing of
 * Spark.
 */
@NullMarked
package io.linernotes.jobs.config;

import org.jspecify.annotations.NullMarked;
