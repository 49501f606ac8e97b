package io.linernotes.enrichment.asr.model;

import java.io.Serializable;
import java.net.URI;
import java.nio.file.Path;

/**
 * Where speech models come from and where they are kept.
 *
 * @param hubUrl address that serves {@code /NAME/resolve/REVISION/FILE}; only {@code models pull} asks it
 * @param folder of installed models; a leading {@code ~} is the home folder
 * @param cache folder of graphs built from models; can be deleted at any time
 */
public record ModelsConfig(String hubUrl, String folder, String cache) implements Serializable {
    /** The public hub, and folders below the home folder. */
    public static final ModelsConfig DEFAULTS = new ModelsConfig(
            "https://huggingface.co", "~/.local/share/linernotes/models", "~/.cache/linernotes/graphs");

    public ModelsConfig {
        if (!hubUrl.matches("https?://.+") || folder.isBlank() || cache.isBlank()) {
            throw new IllegalArgumentException(
                    "hub-url must be an http or https address, folder and cache must be folders; were %s, %s, %s"
                            .formatted(hubUrl, folder, cache));
        }
    }

    URI hub() {
        return URI.create(hubUrl.replaceFirst("/+$", ""));
    }

    /** Folder of installed models; may not exist. */
    public Path folderPath() {
        return path(folder);
    }

    /** Folder of built graphs; may not exist. */
    public Path cachePath() {
        return path(cache);
    }

    private static Path path(String setting) {
        String home = System.getProperty("user.home");
        return Path.of(setting.equals("~") || setting.startsWith("~/") ? home + setting.substring(1) : setting);
    }
}
