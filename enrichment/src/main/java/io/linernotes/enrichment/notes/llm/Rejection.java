package io.linernotes.enrichment.notes.llm;

/** Why an answer, or one entry of it, is not used. The name is what findings count; the text tells the model. */
public enum Rejection {
    NOT_JSON("it is not one JSON value, or there is text around it"),
    NOT_IN_SCHEMA("it does not follow the schema"),
    PROMPT_REPEATED("it repeats the instructions or the example"),
    EMPTY("it holds nothing that can be used"),
    UNKNOWN_SENTENCE("it names a sentence that is not in the transcript"),
    OUTSIDE_PART("a chapter starts outside the range that was asked for"),
    OUT_OF_ORDER("chapters are not in the order of their starts, or two start at the same sentence"),
    TOO_MANY("it holds too many entries"),
    TEXT_EMPTY("a text is empty"),
    TEXT_TOO_LONG("a text is too long"),
    UNKNOWN_LABEL("it names a label that is not listed"),
    UNKNOWN_CHAPTER("it names a chapter that does not exist"),
    BAD_NUMBER("a number is outside its range"),
    REPEATED("an entry is there twice"),
    NEVER_SAID("a name is never said"),
    NOT_SUPPORTED("a title holds a name or a number that is not said in the chapter"),
    JOINED_TOO_MANY("it joins more than half of the chapters to others"),
    NOT_CONSECUTIVE("a quotation's sentences do not follow one another"),
    NOT_ASKED("it judges something that was not listed"),
    LEFT_OUT("it leaves out something that was listed");

    private final String explanation;

    Rejection(String explanation) {
        this.explanation = explanation;
    }

    /** Completes the sentence "This answer cannot be used: …". */
    String explanation() {
        return explanation;
    }
}
