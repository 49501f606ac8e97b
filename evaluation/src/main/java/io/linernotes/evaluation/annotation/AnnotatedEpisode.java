package io.linernotes.evaluation.annotation;

import io.linernotes.evaluation.gold.GoldItem;

/**
 * An episode that became gold.
 *
 * @param item for the gold file
 * @param transcript what lies at the item's path, as WebVTT
 */
public record AnnotatedEpisode(GoldItem item, String transcript) {}
