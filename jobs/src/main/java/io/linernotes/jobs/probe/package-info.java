/** What is in audio files, for people and for scripts, without recognising or storing anything. */
@NullMarked
package io.linernotes.jobs.probe;

import org.jspecify.annotations.NullMarked;
