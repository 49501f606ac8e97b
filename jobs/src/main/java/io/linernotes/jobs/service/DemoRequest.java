package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;

/**
 * Asks for a run on the episodes that ship with Linernotes.
 *
 * @param output the folder that holds all runs; may not exist yet
 */
public record DemoRequest(String output, LinernotesConfig config) {}
