package io.linernotes.enrichment.notes.llm;

/**
 * A topic that may be chosen.
 *
 * @param id stands in tables
 * @param label for people
 * @param description one line on what it stands for; may be empty
 */
public record TaxonomyLabel(String id, String label, String description) {}
