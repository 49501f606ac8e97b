package io.linernotes.enrichment.notes.llm;

import com.fasterxml.jackson.databind.JsonNode;

/** Turns an answer that follows its schema into something of the domain, distrusting all of it. */
@FunctionalInterface
public interface AnswerReader<T> {
    /**
     * Reads an answer.
     *
     * @param omissions receives every entry that is left out
     * @throws RejectedAnswer when nothing, or not enough, of it can be used
     */
    T read(JsonNode answer, Omissions omissions) throws RejectedAnswer;
}
