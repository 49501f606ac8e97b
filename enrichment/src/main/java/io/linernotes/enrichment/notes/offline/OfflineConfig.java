package io.linernotes.enrichment.notes.offline;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Settings of the offline engine.
 *
 * @param taxonomy path of a taxonomy file as {@link Taxonomy} describes it; null for the shipped one
 */
public record OfflineConfig(@Nullable String taxonomy) implements Serializable {
    public static final OfflineConfig DEFAULTS = new OfflineConfig(null);
}
