package io.linernotes.jobs.config;

import java.util.List;

/** The settings cannot be used. Holds every problem found, each one sentence without a secret in it. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> problems;

    public ConfigException(List<String> problems) {
        super(String.join("\n", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
