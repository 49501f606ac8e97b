package io.linernotes.enrichment.llm;

import com.fasterxml.jackson.databind.JsonNode;
import io.linernotes.enrichment.llm.Protocol.Reading;
import io.linernotes.enrichment.llm.ledger.TokenCounts;
import org.jspecify.annotations.Nullable;

/**
 * What the body of a reply says of itself, however it came.
 *
 * @param model that answered; null when it names none
 * @param isAnswer whether it ends like an answer: complete, cut off or refused
 */
public record ReplyFacts(@Nullable String model, TokenCounts tokens, boolean isAnswer) {
    public static ReplyFacts of(LlmProvider provider, JsonNode body) {
        Reading reading = Protocol.of(provider).read(body);
        boolean isAnswer = switch (reading.kind()) {
            case OK, TRUNCATED, REFUSED -> true;
            default -> false;
        };
        return new ReplyFacts(reading.model(), reading.tokens(), isAnswer);
    }
}
