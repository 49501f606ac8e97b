package io.linernotes.evaluation.gate;

/** How a gate ended. */
public enum GateOutcome {
    PASS,
    /** The rule is broken, and noise does not explain it. */
    FAIL,
    /** The interval lies on both sides of the limit: more recordings would tell. */
    UNDECIDED,
    /** It rests on a judge that has not been shown to agree with people: said, and not counted. */
    IGNORED,
    /** There is no value to judge, or too many items have none. Never taken for a pass. */
    UNDEFINED;

    /** Whether a run with this outcome may be used. */
    public boolean isAllowed() {
        return this == PASS || this == UNDECIDED || this == IGNORED;
    }
}
