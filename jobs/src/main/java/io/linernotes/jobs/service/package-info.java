/**
 * What can be asked of Linernotes, and how it can end. The command line asks, the jobs answer; neither knows the other.
 */
@NullMarked
package io.linernotes.jobs.service;

import org.jspecify.annotations.NullMarked;
