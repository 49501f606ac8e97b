package io.linernotes.evaluation.report;

import java.io.Serializable;

/** A name and what it stands for: a version or a setting. */
public record Fact(String name, String value) implements Serializable {}
