package io.linernotes.jobs.service;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of Linernotes itself, as the build wrote it. */
public final class ApplicationVersion {
    private static final String CURRENT = read();

    private ApplicationVersion() {}

    /** Returns the version, such as {@code 0.1.0}. */
    public static String current() {
        return CURRENT;
    }

    private static String read() {
        Properties properties = new Properties();
        try (InputStream in = ApplicationVersion.class.getResourceAsStream("/linernotes-version.properties")) {
            properties.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
