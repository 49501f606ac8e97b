package io.linernotes.evaluation.gold;

import java.io.Serializable;

/**
 * A statement about the recording, right or wrong, and what people say of it.
 *
 * @param text as somebody, or a machine, wrote it
 */
public record GoldClaim(String text, ClaimVerdict verdict) implements Serializable {}
