package io.linernotes.evaluation.judge;

/** Whether notes hold a point that matters, from worst to best. */
public enum PointVerdict {
    MISSING,
    /** It comes up, or a part of it, but not what matters about it. */
    PARTLY,
    COVERED
}
