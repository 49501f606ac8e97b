package io.linernotes.enrichment.notes;

/** Why a statement could not be verified. */
public enum Doubt {
    /** It cites nothing. */
    NO_EVIDENCE,
    /** It cites a sentence that does not exist. */
    UNKNOWN_SENTENCE,
    /** It cites a sentence outside its chapter. */
    OUTSIDE_CHAPTER,
    /** The quoted words are not in the cited sentences. */
    QUOTE_NOT_FOUND,
    /** A number in it is neither in the cited sentences nor in the metadata. */
    NUMBER_NOT_FOUND,
    /** A proper name in it is neither in the cited sentences nor in the metadata. */
    NAME_NOT_FOUND,
    /** It is not close enough in meaning to the cited sentences. */
    TOO_FAR_FROM_EVIDENCE
}
