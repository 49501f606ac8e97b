package io.linernotes.evaluation.run;

import io.linernotes.evaluation.score.Score;

/** A score and the name of its item among all sets. */
public record KeyedScore(String item, Score score) {}
