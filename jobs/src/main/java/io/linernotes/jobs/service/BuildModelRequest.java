package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;

/**
 * Asks for the graphs of a speech model, in the precision of the settings.
 *
 * @param model name or folder
 */
public record BuildModelRequest(String model, LinernotesConfig config) {}
