package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;

/**
 * Asks for a sheet on which people judge what a run wrote.
 *
 * @param run folder of a published run
 * @param sheet local file to write; there is none yet
 * @param episodes that are drawn, 1 or more
 */
public record SheetRequest(String run, String sheet, int episodes, LinernotesConfig config) {}
