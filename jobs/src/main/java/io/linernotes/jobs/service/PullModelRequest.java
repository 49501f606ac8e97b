package io.linernotes.jobs.service;

import io.linernotes.jobs.config.LinernotesConfig;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a speech model from a hub.
 *
 * @param name on the hub, such as {@code openai/whisper-small.en}
 * @param revision branch, tag or commit; null for the one that is pinned, else the main branch
 */
public record PullModelRequest(String name, @Nullable String revision, LinernotesConfig config) {}
