/** What a run is given: files, folders, globs and manifests on any Hadoop file system, listed and hashed. */
@NullMarked
package io.linernotes.jobs.inventory;

import org.jspecify.annotations.NullMarked;
