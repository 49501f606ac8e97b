/** Speech models on this machine: listed, fetched, checked, built and measured. Knows no Spark. */
@NullMarked
package io.linernotes.jobs.models;

import org.jspecify.annotations.NullMarked;
