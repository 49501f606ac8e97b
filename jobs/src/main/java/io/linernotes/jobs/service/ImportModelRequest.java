package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;

/**
 * Asks for a copy of a speech model among the installed ones.
 *
 * @param folder where it lies
 * @param name under which it is installed
 */
public record ImportModelRequest(String folder, String name, LinernotesConfig config) {}
